using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Suppressors;

/// <summary>CA1725: a parameter of a method that the tracker calls is named <c>_</c>, and not as in the interface.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedParameterSuppressor() : RuleSuppressor(Suppressions.DiscardedParameter)
{
    private protected override bool IsMistaken(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, KnownSymbols known) =>
        node is ParameterSyntax { Identifier.ValueText: "_" }
        && model.GetDeclaredSymbol(node)?.ContainingSymbol is IMethodSymbol method
        && known.IsChild(method.ContainingType)
        && (KnownSymbols.Implements(method, known.RunAsync)
            || KnownSymbols.Implements(method, known.StartAsync)
            || KnownSymbols.Implements(method, known.AfterTerminateAsync));
}
