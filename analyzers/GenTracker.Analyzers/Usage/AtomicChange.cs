using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A read and write of a numeric property that one generated member can replace.</summary>
/// <param name="Target">The property that is written.</param>
/// <param name="Member">The generated member.</param>
/// <param name="Operand">The argument of the member. Null if it is one, or if it is the sum of several terms.</param>
/// <param name="Check">The <c>if</c> that compares the property with the value. Null if the write is unconditional.</param>
internal sealed record AtomicChange(IPropertyReferenceOperation Target, CounterMembers Member, IOperation? Operand, IConditionalOperation? Check = null)
{
    /// <summary>Reads an increment, a decrement, or an assignment, even if the compiler rejects it because the property has no setter.</summary>
    public static AtomicChange? Read(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation single =>
            Create(single.Target, single.Kind == OperationKind.Increment ? CounterMembers.Increment : CounterMembers.Decrement, operand: null),
        // By syntax: the operation has no operator if the compiler rejects the target.
        ICompoundAssignmentOperation sum when sum.Syntax.IsKind(SyntaxKind.AddAssignmentExpression) => Create(sum.Target, CounterMembers.Increment, sum.Value),
        ICompoundAssignmentOperation difference when difference.Syntax.IsKind(SyntaxKind.SubtractAssignmentExpression) =>
            Create(difference.Target, CounterMembers.Decrement, difference.Value),
        ISimpleAssignmentOperation assignment => Read(assignment.Target, assignment.Value) ?? ReadChecked(assignment),
        _ => null,
    };

    /// <summary>Reads an assignment of a value to a target.</summary>
    public static AtomicChange? Read(IOperation target, IOperation value)
    {
        if (GetProperty(target) is not { } property)
        {
            return null;
        }

        if (value.UnwrapConversions() is IConditionalOperation { WhenFalse: { } otherwise } choice)
        {
            IOperation raised = IsTarget(otherwise) ? choice.WhenTrue : otherwise;
            return IsTarget(otherwise) != IsTarget(choice.WhenTrue) && IsGreater(choice.Condition, choice.WhenTrue, otherwise)
                ? new(property, CounterMembers.Raise, raised)
                : null;
        }

        AtomicChange? change = value.UnwrapConversions() switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsTarget(sum.LeftOperand) =>
                new(property, CounterMembers.Increment, sum.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsTarget(sum.RightOperand) =>
                new(property, CounterMembers.Increment, sum.LeftOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference when IsTarget(difference.LeftOperand) =>
                new(property, CounterMembers.Decrement, difference.RightOperand),
            IBinaryOperation sum when IsTarget(GetFirstTerm(sum)) => new(property, CounterMembers.Increment, Operand: null),
            IInvocationOperation { TargetMethod: { Name: "Max", IsStatic: true } method, Arguments: { Length: 2 } values }
                when method.ContainingType.Is("System", "Math") || NumericTypes.IsNumber(method.ContainingType) =>
                IsTarget(values[0].Value) ? new(property, CounterMembers.Raise, values[1].Value)
                : IsTarget(values[1].Value) ? new(property, CounterMembers.Raise, values[0].Value)
                : null,
            _ => null,
        };

        // No single member does the same if the value reads the property twice.
        return change is not null && value.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Count(IsTarget) > 1 ? null : change;

        bool IsTarget(IOperation operation) => GetProperty(operation) is { } read && property.IsSameAs(read);
    }

    /// <summary>Finds the generated member. Null if the property is not an attribute, or if the name of the member is taken.</summary>
    public IMethodSymbol? FindMember() => Target.Property.ContainingType
        .GetMembers(GeneratedNames.CounterMemberName(Member, Target.Property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, Target.Property.Type));

    /// <summary>Reads <c>if (x.A &lt; n) x.A = n</c>.</summary>
    private static AtomicChange? ReadChecked(ISimpleAssignmentOperation assignment)
    {
        if (GetProperty(assignment.Target) is not { } property || assignment.Parent is not IExpressionStatementOperation statement)
        {
            return null;
        }

        IOperation branch = statement.Parent is IBlockOperation block ? block : statement;
        return branch.Parent is IConditionalOperation check
            && branch == check.WhenTrue
            && RequiresGreater(check.Condition, assignment.Value, property)
            && !assignment.Value.IsWrittenBetween(check.Syntax.SpanStart, assignment.Syntax.SpanStart, branch)
            && !property.IsWrittenBetween(check.Syntax.SpanStart, assignment.Syntax.SpanStart, branch)
                ? new(property, CounterMembers.Raise, assignment.Value, check)
                : null;
    }

    private static bool RequiresGreater(IOperation condition, IOperation greater, IOperation lesser) =>
        condition.UnwrapConversions() is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both
            ? RequiresGreater(both.LeftOperand, greater, lesser) || RequiresGreater(both.RightOperand, greater, lesser)
            : IsGreater(condition, greater, lesser);

    private static bool IsGreater(IOperation condition, IOperation greater, IOperation lesser) => condition.UnwrapConversions() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } comparison =>
            comparison.LeftOperand.IsSameAs(greater) && comparison.RightOperand.IsSameAs(lesser),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual } comparison =>
            comparison.LeftOperand.IsSameAs(lesser) && comparison.RightOperand.IsSameAs(greater),
        _ => false,
    };

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

    /// <summary>Returns the numeric property. The compiler marks it as invalid if it has no setter.</summary>
    private static IPropertyReferenceOperation? GetProperty(IOperation target)
    {
        IOperation unwrapped = target is IInvalidOperation { ChildOperations: { Count: 1 } children }
            ? children.First().UnwrapConversions()
            : target.UnwrapConversions();
        return unwrapped is IPropertyReferenceOperation { Arguments.Length: 0 } property
            && (NumericTypes.IsNumber(property.Type!) || NumericTypes.IsTimeSpan(property.Type!))
            ? property
            : null;
    }
}
