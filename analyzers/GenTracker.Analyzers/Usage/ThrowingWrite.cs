using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A write of an attribute that throws if the child has ended.</summary>
/// <param name="Operation">The whole write. In a tuple, its target.</param>
/// <param name="Child">The child. Null if the write looks it up by key, and throws if there is none.</param>
/// <param name="Property">The attribute.</param>
internal readonly record struct ThrowingWrite(IOperation Operation, IOperation? Child, IPropertySymbol Property)
{
    private static readonly CounterMembers[] ThrowingMembers =
    [
        CounterMembers.Increment, CounterMembers.Decrement, CounterMembers.IncrementUpTo, CounterMembers.DecrementDownTo, CounterMembers.Raise,
        CounterMembers.Acquire,
    ];

    /// <summary>Reads an operation. Null if it does not write an attribute, or does not throw.</summary>
    public static ThrowingWrite? Read(IOperation operation, KnownSymbols known)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Parent: ITupleOperation tuple } target when tuple.IsAssignedTo():
                return FromTarget(operation, target, known);
            case IAssignmentOperation { Target: IPropertyReferenceOperation target }:
                return FromTarget(operation, target, known);
            case IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation target }:
                return FromTarget(operation, target, known);
            case IInvocationOperation { Instance: { } child } call:
                IPropertySymbol? property = ThrowingMembers
                    .Select(member => known.FindTrackedProperty(call.TargetMethod, member))
                    .FirstOrDefault(static property => property is not null) ?? known.FindSettableProperty(call.TargetMethod);
                return property is not null ? new(operation, child, property)
                    : KeyedIncrement.Read(call, known) is { IsTry: false } keyed ? new(operation, Child: null, keyed.Property)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Reads a call that writes an attribute, and returns false if the child has ended. Null if the call does not.</summary>
    public static ThrowingWrite? ReadAttempt(IInvocationOperation call, KnownSymbols known) =>
        (known.FindTrackedProperty(call.TargetMethod, CounterMembers.TryIncrement)
            ?? known.FindTrackedProperty(call.TargetMethod, CounterMembers.TryDecrement)) is { } property
            ? new(call, call.Instance, property)
            : null;

    /// <summary>Finds the generated member that returns false instead. Null if there is none.</summary>
    public IMethodSymbol? FindAttempt() => Operation is IInvocationOperation { TargetMethod: var method }
        ? method.ContainingType.GetMembers("Try" + method.Name).OfType<IMethodSymbol>().FirstOrDefault()
        : null;

    private static ThrowingWrite? FromTarget(IOperation write, IPropertyReferenceOperation target, KnownSymbols known) =>
        known.IsTrackedProperty(target.Property) && target.Instance is { } child ? new(write, child, target.Property) : null;
}
