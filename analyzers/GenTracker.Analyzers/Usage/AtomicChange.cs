using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A property that is read and written back, and the generated member that does the same in one change.</summary>
/// <param name="Target">What is written.</param>
/// <param name="Member">The member.</param>
/// <param name="Operand">By what the property is changed, or the value that it is raised to; null where that is one, or the sum of several terms.</param>
internal sealed record AtomicChange(IPropertyReferenceOperation Target, CounterMembers Member, IOperation? Operand)
{
    /// <summary>Reads an increment, a decrement, or an assignment; also one that the compiler refuses, for there is no setter.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The change; null where the operation is no such change of a property that can be counted.</returns>
    public static AtomicChange? Read(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation single =>
            Create(single.Target, single.Kind == OperationKind.Increment ? CounterMembers.Increment : CounterMembers.Decrement, operand: null),
        // By the syntax: the operation does not know its operator where the compiler refuses the target.
        ICompoundAssignmentOperation sum when sum.Syntax.IsKind(SyntaxKind.AddAssignmentExpression) => Create(sum.Target, CounterMembers.Increment, sum.Value),
        ICompoundAssignmentOperation difference when difference.Syntax.IsKind(SyntaxKind.SubtractAssignmentExpression) =>
            Create(difference.Target, CounterMembers.Decrement, difference.Value),
        ISimpleAssignmentOperation assignment => Read(assignment.Target, assignment.Value),
        _ => null,
    };

    /// <summary>Reads what is assigned, and to what.</summary>
    /// <param name="target">To what.</param>
    /// <param name="value">What.</param>
    /// <returns>The change; null where it is none.</returns>
    public static AtomicChange? Read(IOperation target, IOperation value)
    {
        if (GetProperty(target) is not { } property)
        {
            return null;
        }

        AtomicChange? change = value.UnwrapConversions() switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsTarget(sum.LeftOperand) => new(property, CounterMembers.Increment, sum.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsTarget(sum.RightOperand) => new(property, CounterMembers.Increment, sum.LeftOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference when IsTarget(difference.LeftOperand) =>
                new(property, CounterMembers.Decrement, difference.RightOperand),
            IBinaryOperation sum when IsTarget(GetFirstTerm(sum)) => new(property, CounterMembers.Increment, Operand: null),
            IInvocationOperation { TargetMethod: { Name: "Max", IsStatic: true } method, Arguments: { Length: 2 } values }
                when method.ContainingType.Is("System", "Math") || Numbers.IsNumber(method.ContainingType) =>
                IsTarget(values[0].Value) ? new(property, CounterMembers.Raise, values[1].Value)
                : IsTarget(values[1].Value) ? new(property, CounterMembers.Raise, values[0].Value)
                : null,
            _ => null,
        };

        // Where it is asked for a second time, no single change does the same.
        return change is not null && value.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Count(IsTarget) > 1 ? null : change;

        bool IsTarget(IOperation operation) => GetProperty(operation) is { } read && property.IsSameAs(read);
    }

    /// <summary>The generated member.</summary>
    /// <returns>The member; null where the property is no attribute, or its name was taken.</returns>
    public IMethodSymbol? FindMember() => Target.Property.ContainingType
        .GetMembers(GeneratedNames.Of(Member, Target.Property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, Target.Property.Type));

    private static IOperation GetFirstTerm(IOperation operation)
    {
        IOperation first = operation;
        while (first.UnwrapConversions() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum)
        {
            first = sum.LeftOperand;
        }

        return first;
    }

    private static AtomicChange? Create(IOperation target, CounterMembers member, IOperation? operand) =>
        GetProperty(target) is { } property ? new(property, member, operand) : null;

    /// <summary>The property of a child that is named; also where it cannot be written, which the compiler holds for invalid.</summary>
    private static IPropertyReferenceOperation? GetProperty(IOperation target)
    {
        IOperation unwrapped = target is IInvalidOperation { ChildOperations: { Count: 1 } children } ? children.First().UnwrapConversions() : target.UnwrapConversions();
        return unwrapped is IPropertyReferenceOperation { Arguments.Length: 0 } property
            && (Numbers.IsNumber(property.Type!) || Numbers.IsTimeSpan(property.Type!))
            ? property
            : null;
    }
}
