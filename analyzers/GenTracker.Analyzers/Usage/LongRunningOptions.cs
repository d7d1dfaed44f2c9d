using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Analyzers.Usage;

/// <summary>Where the project sets the option <c>LongRunning</c>. An option that code sets for an unknown tracker may be meant for each.</summary>
internal sealed class LongRunningOptions
{
    private const string Option = "LongRunning";

    private readonly List<ITypeSymbol> _children = [];
    private bool _isSetForAny;

    /// <summary>Whether a thread of its own may call <c>RunAsync</c> of the class.</summary>
    public bool MayApplyTo(INamedTypeSymbol child) => _isSetForAny || _children.Any(known => known.IsOrDerivesFrom(child) || child.IsOrDerivesFrom(known));

    /// <summary>Searches the user's files.</summary>
    public static LongRunningOptions Find(Compilation compilation, KnownSymbols known)
    {
        LongRunningOptions found = new();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (GeneratedFile.IsGenerated(tree)
                || tree.GetText().ToString().IndexOf(Option, StringComparison.Ordinal) < 0)
            {
                continue;
            }

            foreach (AssignmentExpressionSyntax assignment in tree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (Names(assignment.Left) == Option && !assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression))
                {
#pragma warning disable RS1030 // The option is set anywhere, and this runs only if a RunAsync blocks.
                    found.Add(assignment, compilation.GetSemanticModel(tree), known);
#pragma warning restore RS1030
                }
            }
        }

        return found;
    }

    private void Add(AssignmentExpressionSyntax assignment, SemanticModel model, KnownSymbols known)
    {
        ITypeSymbol? child = assignment.Ancestors()
            .TakeWhile(static around => around is not MemberDeclarationSyntax or GlobalStatementSyntax)
            .Select(around => known.GetChildType(FindTracker(around, model)))
            .FirstOrDefault(static type => type is not null);
        if (child is null)
        {
            _isSetForAny = true;
        }
        else
        {
            _children.Add(child);
        }
    }

    /// <summary>The tracker that <c>AddTracker</c> registers, <c>new</c> makes, or a call opens a child of.</summary>
    private static ITypeSymbol? FindTracker(SyntaxNode around, SemanticModel model) => around switch
    {
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type,
        InvocationExpressionSyntax call => FindMethod(model.GetSymbolInfo(call)) switch
        {
            IMethodSymbol { Name: "AddTracker", TypeArguments: { Length: 1 } trackers } => trackers[0],
            IMethodSymbol method => method.ContainingType,
            _ => null,
        },
        _ => null,
    };

    private static ISymbol? FindMethod(SymbolInfo call) => call.Symbol ?? call.CandidateSymbols.FirstOrDefault();

    private static string? Names(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
