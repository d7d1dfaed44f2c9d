using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1001: an attribute is read and written back in two steps, and a generated member does it in one.</summary>
/// <remarks>
/// Silent if nothing can come in between: in the child's own constructor, on an object that no other code has yet, and under a lock. GT1007 reports
/// writes after the end.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadModifyWriteAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.ReadModifyWrite)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        context.RegisterOperationAction(
            operation => Check(operation, known, AtomicChange.Read(operation.Operation), operation.Operation.Syntax),
            OperationKind.Increment,
            OperationKind.Decrement,
            OperationKind.CompoundAssignment,
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(operation => CheckTuple(operation, known), OperationKind.DeconstructionAssignment);
    }

    private void CheckTuple(OperationAnalysisContext context, KnownSymbols known)
    {
        var assignment = (IDeconstructionAssignmentOperation)context.Operation;
        if (assignment.Target.UnwrapConversions() is not ITupleOperation targets || assignment.Value.UnwrapConversions() is not ITupleOperation values)
        {
            return;
        }

        foreach ((IOperation target, IOperation value) in targets.Elements.Zip(values.Elements, static (target, value) => (target, value)))
        {
            Check(context, known, AtomicChange.Read(target, value), target.Syntax);
        }
    }

    private void Check(OperationAnalysisContext context, KnownSymbols known, AtomicChange? change, SyntaxNode place)
    {
        if (change is not { Target: { Property: { SetMethod: not null } property } target }
            || !known.IsTrackedProperty(property)
            || change.FindMember() is not { } member
            || (target.Instance is IInstanceReferenceOperation
                && context.ContainingSymbol is IMethodSymbol method
                && (method.MethodKind == MethodKind.Constructor || known.RunsAfterEnd(method)))
            || target.Instance.IsUnsharedObject()
            || context.Operation.IsUnderLock())
        {
            return;
        }

        context.ReportDiagnostic(CreateDiagnostic(place.GetLocation(), property.Name, member.Name));
    }
}
