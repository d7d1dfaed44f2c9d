using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>
/// Finds what Orleans' generator writes code for, and what names a type that GenTracker generates in this project. This generator does not see that type
/// either: its name means nothing here.
/// </summary>
internal static class UnseenTypes
{
    private static readonly string[] Suffixes = ["Attrs", "Tracker", ClusterSymbols.ClusterSuffix, ClusterSymbols.RefSuffix];

    /// <summary>Finds the grain interfaces, and the types with <c>[GenerateSerializer]</c>, that name a generated type.</summary>
    public static IncrementalValuesProvider<string> FindSuspects(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> contracts = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            static (found, cancellationToken) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancellationToken) is INamedTypeSymbol type
                && type.IsGrainInterface()
                    ? NameIfSuspect(type)
                    : "");
        IncrementalValuesProvider<string> serialized = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orleans.GenerateSerializerAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => NameIfSuspect((INamedTypeSymbol)found.TargetSymbol));
        return contracts.Collect().Combine(serialized.Collect())
            .SelectMany(static (pair, _) => pair.Left.AddRange(pair.Right).Where(static name => name.Length > 0).Distinct());
    }

    /// <summary>Finds the diagnostics of a type.</summary>
    public static IEnumerable<DiagnosticInfo> Check(string metadataName, Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.Assembly.GetTypeByMetadataName(metadataName) is not { } type) return [];
        return FindUnknown(type)
            .Where(unknown => IsGenerated(unknown.Name, compilation, cancellationToken))
            .Select(unknown => DiagnosticInfo.Create(
                ClusterDescriptors.UnseenType,
                unknown.Member.SourceLocation() ?? type.SourceLocation() ?? Location.None,
                type.Name,
                unknown.Name,
                unknown.Name.EndsWith("Attrs", StringComparison.Ordinal)
                    ? "give the values in a type of your own, or put the tracked class into a class library"
                    : "give the key instead, or put the tracked class into a class library"));
    }

    private static string NameIfSuspect(INamedTypeSymbol type) => FindUnknown(type).Any() ? ClusterGenerator.MetadataNameOf(type) : "";

    private static IEnumerable<(ISymbol Member, string Name)> FindUnknown(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            IEnumerable<ITypeSymbol> named = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method when type.TypeKind == TypeKind.Interface =>
                    method.Parameters.Select(static parameter => parameter.Type).Prepend(method.ReturnType),
                IPropertySymbol property => [property.Type],
                IFieldSymbol { AssociatedSymbol: null } field => [field.Type],
                _ => [],
            };
            foreach (string name in named.SelectMany(FindErrors).Distinct().Where(HasSuffix)) yield return (member, name);
        }
    }

    private static IEnumerable<string> FindErrors(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol error => [error.Name],
        IArrayTypeSymbol array => FindErrors(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(FindErrors),
        _ => [],
    };

    private static bool HasSuffix(string name) =>
        Array.Exists(Suffixes, suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal));

    private static bool IsGenerated(string name, Compilation compilation, CancellationToken cancellationToken) => Suffixes
        .Where(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
        .SelectMany(suffix => compilation.GetSymbolsWithName(name.Substring(0, name.Length - suffix.Length), SymbolFilter.Type, cancellationToken))
        .OfType<INamedTypeSymbol>()
        .Any(static type => type.IsTracked());
}
