using System;
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
            operation => Check(operation, known),
            OperationKind.Increment,
            OperationKind.Decrement,
            OperationKind.CompoundAssignment,
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(operation => CheckTuple(operation, known), OperationKind.DeconstructionAssignment);
    }

    private void Check(OperationAnalysisContext context, KnownSymbols known)
    {
        SyntaxNode place = context.Operation.Syntax;
        if (AtomicChange.Read(context.Operation) is { } change)
        {
            Check(context, known, change.Target, change.FindMember, place);
        }
        else if (AtomicUpdate.Read(context.Operation) is { } update)
        {
            Check(context, known, update.Target, update.FindMember, place);
        }
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
            if (AtomicChange.Read(target, value) is { } change)
            {
                Check(context, known, change.Target, change.FindMember, target.Syntax);
            }
        }
    }

    private void Check(
        OperationAnalysisContext context, KnownSymbols known, IPropertyReferenceOperation target, Func<IMethodSymbol?> findMember, SyntaxNode place)
    {
        if (target.Property is not { SetMethod: not null } property
            || !known.IsTrackedProperty(property)
            || findMember() is not { } member
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
