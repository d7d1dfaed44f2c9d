using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1018: an attribute is compared with a bound and then incremented, or compared with zero before its child is stopped.</summary>
/// <remarks>Silent about a child's own code that runs once at a time, and under a lock. GT1004 reports the stops in such code.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckThenCountAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.CheckThenCount)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (CheckThenCount.Read(call, known) is { } count)
            {
                Report(operation, known, call.Instance, count.Property, count.Member);
            }
            else if (CheckThenStop.Read(call, known) is { } stop)
            {
                // Others count on the child while it runs, unless nobody else can.
                bool isShared = !stop.IsStopOfKey && stop.Property.DeclaredAccessibility != Accessibility.Private;
                Report(operation, known, isShared ? null : stop.Child, stop.Property, stop.Member);
            }
        },
        OperationKind.Invocation);

    private void Report(OperationAnalysisContext context, KnownSymbols known, IOperation? child, IPropertySymbol property, IMethodSymbol member)
    {
        if (child is not IInstanceReferenceOperation || !known.IsPartOfRun(context.ContainingSymbol))
        {
            var call = (IInvocationOperation)context.Operation;
            context.ReportDiagnostic(CreateDiagnostic(call.Syntax.GetLocation(), property.Name, call.TargetMethod.Name, member.Name));
        }
    }
}
