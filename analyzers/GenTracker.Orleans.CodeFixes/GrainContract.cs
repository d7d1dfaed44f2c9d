using System.Linq;
using System.Threading;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>The interface that a <c>[TrackedCalls]</c> names, and the class that has the attribute.</summary>
internal sealed record GrainContract(INamedTypeSymbol Contract, INamedTypeSymbol Child, ClassDeclarationSyntax Declaration)
{
    /// <summary>Finds the interface at the place of an attribute; null if no such attribute stands there.</summary>
    public static GrainContract? Find(FixTarget target, CancellationToken cancellationToken) =>
        target.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        && attribute.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
        && target.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } child
        && ClusterSymbols.FindTrackedCalls(child)
            .FirstOrDefault(found => found.ApplicationSyntaxReference is { } place && place.SyntaxTree == attribute.SyntaxTree && place.Span == attribute.Span)
            ?.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol contract
            ? new(contract, child, declaration)
            : null;
}
