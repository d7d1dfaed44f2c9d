using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3001, GT3003 and GT3004: makes a class, a method or a grain interface internal that generated code has no access to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WidenAccessCodeFix))]
[Shared]
public sealed class WidenAccessCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [ClusterDescriptors.CannotBeClustered.Id, ClusterDescriptors.CallCannotBeCarried.Id, ClusterDescriptors.ContractDoesNotFit.Id];

    private protected override string Title => "Make it internal";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return false;
        }

        Edits edits = new();
        foreach (ISymbol hidden in FindHidden(target, type, cancellationToken).Where(static symbol => !symbol.IsAccessibleOutside()))
        {
            // An override has the access of what it overrides, and parts of a method have the same.
            if (hidden is IMethodSymbol { IsOverride: true } or IMethodSymbol { IsVirtual: true } or IMethodSymbol { IsPartialDefinition: true }) return false;
            MemberDeclarationSyntax[] parts =
            [
                .. (await Task.WhenAll(hidden.DeclaringSyntaxReferences.Select(part => part.GetSyntaxAsync(cancellationToken))).ConfigureAwait(false))
                    .OfType<MemberDeclarationSyntax>(),
            ];
            MemberDeclarationSyntax[] withAccess = [.. parts.Where(static part => part.Modifiers.Any(IsAccess))];
            foreach (MemberDeclarationSyntax part in withAccess.Length > 0 ? withAccess : parts.Take(1)) edits.Replace(part, Widen);
        }

        return ClusterCheck.Mends(type, target.Model.Compilation, edits.ApplyTo(target.Model.Compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<ISymbol> FindHidden(FixTarget target, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (target.Node is MethodDeclarationSyntax method) return [target.Model.GetDeclaredSymbol(method, cancellationToken)!];
        if (target.Node is ClassDeclarationSyntax) return type.AndOuter();
        return GrainContract.Find(target, cancellationToken) is { Contract: var contract }
            ? contract.AndOuter().Concat(FindHiddenMethods(contract, type))
            : [];
    }

    private static IEnumerable<ISymbol> FindHiddenMethods(INamedTypeSymbol contract, INamedTypeSymbol type) => ContractDeclaration.MembersOf(contract)
        .OfType<IMethodSymbol>()
        .Where(method => ContractDeclaration.FindMethod(type, method) is null)
        .SelectMany(method => type.GetMembers(method.Name).OfType<IMethodSymbol>().Where(own => ContractDeclaration.Fits(own, method)));

    /// <summary>Replaces <c>private</c> by <c>internal</c>. What is protected stays so for classes that derive from it.</summary>
    private static MemberDeclarationSyntax Widen(MemberDeclarationSyntax member)
    {
        SyntaxTokenList modifiers = member.Modifiers;
        SyntaxToken[] access = [.. modifiers.Where(IsAccess)];
        if (access.Any(static token => token.IsKind(SyntaxKind.InternalKeyword))) return member;
        SyntaxToken internalToken = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (access.Length == 1 && access[0].IsKind(SyntaxKind.ProtectedKeyword))
            return member.WithModifiers(modifiers.Insert(modifiers.IndexOf(access[0]) + 1, internalToken));
        if (access.Length > 0)
        {
            SyntaxToken first = internalToken.WithLeadingTrivia(access[0].LeadingTrivia).WithTrailingTrivia(access.Last().TrailingTrivia);
            foreach (SyntaxToken other in access.Skip(1)) modifiers = modifiers.Remove(modifiers.First(token => token.IsKind(other.Kind())));
            return member.WithModifiers(modifiers.Replace(modifiers.First(IsAccess), first));
        }

        // The first token behind the attributes gives its comments and indentation to the modifier.
        SyntaxToken next = member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists.Last().GetLastToken().GetNextToken();
        member = member.ReplaceToken(next, next.WithLeadingTrivia());
        return member.WithModifiers(member.Modifiers.Insert(0, internalToken.WithLeadingTrivia(next.LeadingTrivia)));
    }

    private static bool IsAccess(SyntaxToken token) => token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword
        or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword;
}
