using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>The child and the attribute that a call increments or decrements.</summary>
/// <param name="Child">The child. Null if the call looks it up by key.</param>
/// <param name="Tracker">The tracker of a call by key.</param>
/// <param name="Key">The key of a call by key.</param>
/// <param name="Property">The attribute.</param>
/// <param name="Delta">The delta. Null if the call omits it, which means one.</param>
internal sealed record ChildOperand(IOperation? Child, IOperation? Tracker, IOperation? Key, IPropertySymbol Property, IOperation? Delta)
{
    private static readonly CounterMembers[] Counting =
        [CounterMembers.Increment, CounterMembers.TryIncrement, CounterMembers.Decrement, CounterMembers.TryDecrement, CounterMembers.Acquire];

    public bool IsByKey => Child is null;

    /// <summary>Whether no other code can reach the child yet.</summary>
    public bool IsUnshared => Child.IsUnsharedObject();

    /// <summary>Reads a call of a generated member of a child. Null if it does not increment or decrement.</summary>
    public static ChildOperand? Read(IInvocationOperation call, KnownSymbols known)
    {
        if (call.Instance is not { } child)
        {
            return null;
        }

        foreach (CounterMembers member in Counting)
        {
            if (known.FindTrackedProperty(call.TargetMethod, member) is { } property)
            {
                return new(child, Tracker: null, Key: null, property, GetExplicit(call, 0));
            }
        }

        return null;
    }

    /// <summary>Reads an increment by key. Null if the call is none.</summary>
    public static ChildOperand? ReadKeyed(IInvocationOperation call, KnownSymbols known) =>
        KeyedIncrement.Read(call, known) is { } keyed ? new(Child: null, keyed.Tracker, keyed.Key, keyed.Property, keyed.Delta) : null;

    /// <summary>What an operand is, directly, after <c>?.</c>, or through a local that nothing else writes.</summary>
    public static IOperation GetSource(IOperation operand, out bool isLocal)
    {
        IOperation source = operand.UnwrapConversions();
        isLocal = false;
        if (source is ILocalReferenceOperation local && local.GetInitialValue() is { } value && !local.IsWrittenElsewhere())
        {
            isLocal = true;
            source = value.UnwrapConversions();
        }

        return source is IConditionalAccessOperation access ? access.WhenNotNull : source;
    }

    /// <summary>Whether the operation reads the attribute of this child, which stays the same object until the call.</summary>
    public bool IsAttribute(IPropertyReferenceOperation read, IOperation call) =>
        SymbolEqualityComparer.Default.Equals(read.Property, Property)
        && IsSameChild(read.Instance)
        && !(Child ?? Key).IsWrittenBetween(read.Syntax.SpanStart, call.Syntax.SpanStart, call.RootOperation());

    private bool IsSameChild(IOperation? instance) => instance.ResolvePattern(out ILocalSymbol? declared) is { } child
        && (Child is null
            ? IsLookup(child)
            : child.IsSameAs(Child) || (Child is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, declared)));

    /// <summary>Whether the child is the result of a lookup of the key, directly or through a local.</summary>
    private bool IsLookup(IOperation child) =>
        (child is ILocalReferenceOperation local ? local.FindLookup() : child.UnwrapConversions()) is IInvocationOperation { TargetMethod.Name: "Find" } lookup
        && lookup.Instance.IsSameAs(Tracker)
        && lookup.GetArgument(0).IsSameAs(Key);

    private static IOperation? GetExplicit(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter!.Ordinal == ordinal)?.Value;
}
