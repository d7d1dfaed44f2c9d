using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1016: a callback of a timer, thread, token or event writes an attribute, and does not catch what that throws after the child's end.</summary>
/// <remarks>GT1001 reports a read and write, and its fix leaves a call that this rule reports.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallbackWriteAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.CallbackWrite)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            if (UnguardedCallback.FindBody(operation.Operation, known) is not { } body)
            {
                return;
            }

            foreach (ThrowingWrite write in UnguardedCallback.FindWrites(body, known))
            {
                if (write.Operation is not (ICompoundAssignmentOperation or IIncrementOrDecrementOperation))
                {
                    operation.ReportDiagnostic(CreateDiagnostic(write.Operation.Syntax.GetLocation(), write.Property.Name, GetAdvice(write)));
                }
            }
        },
        OperationKind.ObjectCreation,
        OperationKind.Invocation,
        OperationKind.EventAssignment);

    private static string GetAdvice(ThrowingWrite write) => write.FindAttempt() is { } attempt
        ? $"use '{attempt.Name}', which returns false then"
        : write.Child is null ? "catch ChildNotFoundException" : "catch ChildTerminatedException";
}
