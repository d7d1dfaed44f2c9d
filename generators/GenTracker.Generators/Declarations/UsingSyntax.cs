using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>Finds the usings that hold where a class is declared. A generated file repeats them if it has a name as the user wrote it.</summary>
internal static class UsingSyntax
{
    /// <summary>Finds the usings of all parts of the class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="isInNamespace">Whether to find those in its namespace, and not those of its files.</param>
    public static ImmutableArray<string> Find(INamedTypeSymbol type, bool isInNamespace)
    {
        List<string> found = [];
        HashSet<string> aliases = new(StringComparer.Ordinal);
        foreach (SyntaxNode part in Parts(type))
        {
            foreach (SyntaxNode around in part.Ancestors())
            {
                SyntaxList<UsingDirectiveSyntax> usings = around switch
                {
                    BaseNamespaceDeclarationSyntax space when isInNamespace => space.Usings,
                    CompilationUnitSyntax unit when !isInNamespace => unit.Usings,
                    _ => default,
                };
                foreach (UsingDirectiveSyntax directive in usings)
                {
                    if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) continue;
                    string text = directive.WithoutTrivia().ToString();
                    if (directive.Alias is { } alias ? aliases.Add(alias.Name.Identifier.ValueText) : !found.Contains(text)) found.Add(text);
                }
            }
        }

        return found.ToImmutableArray();
    }

    /// <summary>Finds the extern aliases of all files of the class.</summary>
    public static IEnumerable<string> FindExternAliases(INamedTypeSymbol type) => Parts(type)
        .SelectMany(static part => ((CompilationUnitSyntax)part.SyntaxTree.GetRoot()).Externs)
        .Select(static alias => alias.Identifier.ValueText);

    private static IEnumerable<SyntaxNode> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Where(static reference => !GeneratedFile.IsGenerated(reference.SyntaxTree))
            .Select(static reference => reference.GetSyntax());
}
