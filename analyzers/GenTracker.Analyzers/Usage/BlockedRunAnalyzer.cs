using System;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1017: a <c>RunAsync</c> blocks its thread, which is one of the pool's.</summary>
/// <remarks>
/// Silent if the project sets <c>LongRunning</c> for the tracker, or for one that cannot be told. Silent in a <c>finally</c>, which cleans up when the
/// token has fired already.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockedRunAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.BlockedRun)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        Compilation compilation = context.Compilation;
        Lazy<LongRunningOptions> options = new(() => LongRunningOptions.Find(compilation, known));
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol method || !KnownSymbols.Implements(method, known.RunAsync))
            {
                return;
            }

            foreach (IOperation operation in block.OperationBlocks.SelectMany(static body => body.Descendants()))
            {
                if (BlockingCall.IsBlocking(operation, known) && !operation.IsWithinFunction() && !operation.IsInFinally())
                {
                    if (options.Value.MayApplyTo(method.ContainingType)) return;
                    block.ReportDiagnostic(CreateDiagnostic(operation.Syntax.GetLocation(), operation.Syntax.ToString()));
                }
            }
        });
    }
}
