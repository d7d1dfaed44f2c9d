using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>An increment that looks up the child by key.</summary>
/// <param name="Operation">The whole: <c>rooms.IncrementX(key)</c>, <c>rooms.TryIncrementX(key, …)</c> or <c>rooms.Find(key)?.IncrementX()</c>.</param>
/// <param name="Call">The call that increments.</param>
/// <param name="Tracker">The tracker.</param>
/// <param name="Key">The key.</param>
/// <param name="Property">The tracked property.</param>
internal sealed record KeyedIncrement(IOperation Operation, IInvocationOperation Call, IOperation Tracker, IOperation Key, IPropertySymbol Property)
{
    private const string IncrementPrefix = "Increment";
    private const string TryIncrementPrefix = "TryIncrement";

    /// <summary>Whether the code uses the result to learn if there was a child, so a loop may retry until it succeeds.</summary>
    public bool MayBeRetried => IsTry && Operation.IsValueUsed();

    /// <summary>Whether the call returns false if there is no child.</summary>
    public bool IsTry => Call.TargetMethod.Name.StartsWith(TryIncrementPrefix, StringComparison.Ordinal);

    /// <summary>The delta. Null if the call omits it, which means one.</summary>
    public IOperation? Delta =>
        Call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter!.Ordinal == (IsByKey ? 1 : 0))?.Value;

    public IArgumentOperation? OutArgument => Call.Arguments.FirstOrDefault(static argument => argument.Parameter!.RefKind == RefKind.Out);

    /// <summary>The child's own member that increments, and returns false if the child has ended.</summary>
    public IMethodSymbol? TryIncrementMember =>
        Property.ContainingType.GetMembers(GeneratedNames.CounterMemberName(CounterMembers.TryIncrement, Property.Name))
            .OfType<IMethodSymbol>()
            .FirstOrDefault();

    private bool IsByKey => Operation == Call;

    /// <summary>Reads an operation. Null if it is not such an increment.</summary>
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

    public bool HasSameChildAs(KeyedIncrement other) => Tracker.IsSameAs(other.Tracker) && Key.IsSameAs(other.Key);

    /// <summary>Finds the property that a generated method of a tracker increments by key.</summary>
    private static IPropertySymbol? FindPropertyByTrackerMethod(IMethodSymbol method, KnownSymbols known)
    {
        string prefix = method.Name.StartsWith(IncrementPrefix, StringComparison.Ordinal) ? IncrementPrefix : TryIncrementPrefix;
        return method.Name.StartsWith(prefix, StringComparison.Ordinal)
            ? known.GetChildType(method.ContainingType)
                ?.GetMembers(method.Name.Substring(prefix.Length))
                .OfType<IPropertySymbol>()
                .FirstOrDefault(known.IsTrackedProperty)
            : null;
    }
}
