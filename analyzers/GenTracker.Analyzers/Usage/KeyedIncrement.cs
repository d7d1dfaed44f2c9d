using System;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A child's attribute is counted, and the child is looked up for that.</summary>
/// <param name="Operation">The whole of it: <c>rooms.IncrementX(key)</c>, <c>rooms.TryIncrementX(key, …)</c> or <c>rooms.Find(key)?.IncrementX()</c>.</param>
/// <param name="Call">The call that counts.</param>
/// <param name="Tracker">The tracker.</param>
/// <param name="Key">The key.</param>
/// <param name="Property">The attribute.</param>
internal sealed record KeyedIncrement(IOperation Operation, IInvocationOperation Call, IOperation Tracker, IOperation Key, IPropertySymbol Property)
{
    private const string IncrementPrefix = "Increment";
    private const string TryIncrementPrefix = "TryIncrement";

    /// <summary>Whether the count tells if there was a child, and is asked.</summary>
    public bool MayBeRetried => IsTry && Operation.IsValueUsed();

    /// <summary>Whether an absent child is told by the result.</summary>
    public bool IsTry => Call.TargetMethod.Name.StartsWith(TryIncrementPrefix, StringComparison.Ordinal);

    /// <summary>By what it is counted; null where that is one.</summary>
    public IOperation? Delta => Call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter!.Ordinal == (IsByKey ? 1 : 0))?.Value;

    /// <summary>The call's <c>out</c> argument, if it has one.</summary>
    public IArgumentOperation? OutArgument => Call.Arguments.FirstOrDefault(static argument => argument.Parameter!.RefKind == RefKind.Out);

    /// <summary>The child's own member that counts unless the child has ended.</summary>
    public IMethodSymbol? TryIncrementMember => Property.ContainingType.GetMembers(GeneratedNames.Of(CounterMembers.TryIncrement, Property.Name)).OfType<IMethodSymbol>().FirstOrDefault();

    private bool IsByKey => Operation == Call;

    /// <summary>Reads an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>The count; null where it is none.</returns>
    public static KeyedIncrement? Read(IOperation operation, KnownSymbols known)
    {
        switch (operation)
        {
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod: { } member } call } access
                when access.Operation.UnwrapConversions() is IInvocationOperation { Instance: { } tracker } lookup
                    && known.IsTrackerMethod(lookup.TargetMethod, "Find")
                    && known.FindTrackedProperty(member, CounterMembers.Increment) is { } property
                    && lookup.GetArgument(0) is { } key:
                return new(access, call, tracker, key, property);
            case IInvocationOperation { Instance: { } tracker, TargetMethod: { Parameters.Length: > 1 } method } call
                when FindPropertyByTrackerMethod(method, known) is { } property && call.GetArgument(0) is { } key:
                return new(call, call, tracker, key, property);
            default:
                return null;
        }
    }

    /// <summary>Whether another count is of the same child.</summary>
    /// <param name="other">The other count.</param>
    /// <returns>True if it is.</returns>
    public bool HasSameChildAs(KeyedIncrement other) => Tracker.IsSameAs(other.Tracker) && Key.IsSameAs(other.Key);

    /// <summary>The attribute that a tracker's generated method counts by key.</summary>
    private static IPropertySymbol? FindPropertyByTrackerMethod(IMethodSymbol method, KnownSymbols known)
    {
        string prefix = method.Name.StartsWith(IncrementPrefix, StringComparison.Ordinal) ? IncrementPrefix : TryIncrementPrefix;
        return method.Name.StartsWith(prefix, StringComparison.Ordinal)
            ? known.GetChildType(method.ContainingType)?.GetMembers(method.Name.Substring(prefix.Length)).OfType<IPropertySymbol>().FirstOrDefault(known.IsTrackedProperty)
            : null;
    }
}
