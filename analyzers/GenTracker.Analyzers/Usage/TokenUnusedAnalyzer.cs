using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1006: a <c>RunAsync</c> does not use its token, and does not return at once either; or it catches what the token throws, in a loop without an end.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenUnusedAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.TokenUnused)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationBlockAction(
        block =>
        {
            if (block.OwningSymbol is IMethodSymbol { Parameters.Length: 1 } method
                && method.Parameters[0] is { IsDiscard: false } token
                && token.Name.Trim('_').Length > 0
                && KnownSymbols.Implements(method, known.RunAsync))
            {
                if (block.OperationBlocks.Any(operation => Uses(operation, token)))
                {
                    ReportSwallowedStop(block, method, token);
                }
                else if (!block.OperationBlocks.All(CompletesSynchronously))
                {
                    block.ReportDiagnostic(CreateDiagnostic(
                        token.Locations[0], method.Name, $"never uses '{token.Name}'", "pass the token on, or name it '_'"));
                }
            }
        });

    private void ReportSwallowedStop(OperationBlockAnalysisContext context, IMethodSymbol method, IParameterSymbol token)
    {
        foreach (IOperation body in context.OperationBlocks)
        {
            if (SwallowedStop.FindLoop(body, token) is { } loop)
            {
                context.ReportDiagnostic(CreateDiagnostic(
                    loop.Syntax.GetFirstToken().GetLocation(),
                    method.Name,
                    $"catches what '{token.Name}' throws, and goes on in a loop without an end",
                    "let the exception out, or leave the loop if the token has fired"));
            }
        }
    }

    private static bool Uses(IOperation block, IParameterSymbol token) =>
        block.Descendants().Any(operation => operation is IParameterReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Parameter, token));

    /// <summary>Whether the block waits for nothing: it returns only completed tasks, or only throws.</summary>
    private static bool CompletesSynchronously(IOperation block) => block.Descendants().All(static operation => operation switch
    {
        ILoopOperation or IAwaitOperation => false,
        IReturnOperation { ReturnedValue: { } value } => value.UnwrapConversions() switch
        {
            IPropertyReferenceOperation { Property.Name: "CompletedTask" } => true,
            IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException" or "FromCanceled", IsStatic: true } } => true,
            IThrowOperation => true,
            _ => false,
        },
        _ => true,
    });
}
