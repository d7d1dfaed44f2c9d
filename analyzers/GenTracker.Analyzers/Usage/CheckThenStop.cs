using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A stop or retirement that runs only if an attribute of the child was zero.</summary>
/// <param name="Call">The call that stops or retires.</param>
/// <param name="Guard">The check of the attribute.</param>
/// <param name="Child">The child.</param>
/// <param name="Property">The attribute.</param>
/// <param name="Member">The generated member that retires the child at a value.</param>
/// <param name="Checked">The checked operand: it reads or decrements the attribute.</param>
/// <param name="IsExact">Whether the check compares the attribute itself for equality with zero.</param>
internal sealed record CheckThenStop(
    IInvocationOperation Call, Guard Guard, IOperation Child, IPropertySymbol Property, IMethodSymbol Member, IOperation Checked, bool IsExact)
{
    /// <summary>Whether the call stops the child through its tracker.</summary>
    public bool IsStopOfKey => !Call.Arguments.IsEmpty;

    /// <summary>The overload that stops this very child, and not whoever holds its key. Null if the tracker has none.</summary>
    public IMethodSymbol? StopOfChild
    {
        get
        {
            foreach (ITypeSymbol up in (Call.Instance?.Type).AndBases())
            {
                foreach (IMethodSymbol method in up.GetMembers("StopAsync").OfType<IMethodSymbol>())
                {
                    if (method.Parameters.Length > 0 && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, Child.Type)) return method;
                }
            }

            return null;
        }
    }

    /// <summary>Reads a call. Null if it is not a stop, or if no check of an attribute precedes it.</summary>
    public static CheckThenStop? Read(IInvocationOperation call, KnownSymbols known)
    {
        if (!(IsStop(call, known) || IsRetirement(call, known)) || call.IsUnderLock())
        {
            return null;
        }

        foreach (Guard guard in Guard.FindFor(call))
        {
            foreach (Comparison comparison in Comparison.Read(guard.Condition, guard.IsTrue))
            {
                bool isEqual = comparison.Kind == BinaryOperatorKind.Equals && comparison.IsWith(0);
                if ((isEqual
                        || (comparison.Kind == BinaryOperatorKind.LessThanOrEqual && comparison.IsWith(0))
                        || (comparison.Kind == BinaryOperatorKind.LessThan && comparison.IsWith(1)))
                    && FindAttribute(comparison.Left, known, out bool isRead) is { Child: { } child, Property: var property }
                    && FindMember(property) is { } member
                    && Ends(call, child)
                    && !child.IsWrittenBetween(guard.Condition.Syntax.SpanStart, call.Syntax.SpanStart, call.RootOperation()))
                {
                    return new(call, guard, child, property, member, ChildOperand.GetSource(comparison.Left, out _), isEqual && isRead);
                }
            }
        }

        return null;
    }

    /// <summary>Finds the attribute whose value the operand is: what a read or a decrement returned.</summary>
    private static (IOperation Child, IPropertySymbol Property)? FindAttribute(IOperation operand, KnownSymbols known, out bool isRead)
    {
        IOperation source = ChildOperand.GetSource(operand, out bool isLocal);
        isRead = false;
        switch (source)
        {
            case IPropertyReferenceOperation read when known.IsTrackedProperty(read.Property):
                isRead = !isLocal && !read.IsFromPatternOrConditionalAccess();
                IOperation? matched = read.Instance.ResolvePattern(out ILocalSymbol? _);
                return matched is null ? null : (matched, read.Property);
            case IInvocationOperation decrement when ChildOperand.Read(decrement, known) is { Child: { } child, Property: var property }:
                return child.Resolve() is { } resolved ? (resolved, property) : null;
            default:
                return null;
        }
    }

    private static bool IsStop(IInvocationOperation call, KnownSymbols known) =>
        call.TargetMethod is { Name: "StopAsync", Parameters.Length: > 0 } stop && known.IsTrackerMethod(stop, stop.Name);

    private static bool IsRetirement(IInvocationOperation call, KnownSymbols known) =>
        call.TargetMethod is { Name: "TryRetire", Parameters.Length: 0 } retire && known.IsChild(retire.ContainingType);

    private static bool Ends(IInvocationOperation call, IOperation child) =>
        call.GetArgument(0) is { } key ? IsKeyOf(key, child, call.Instance) : call.Instance.IsSameAs(child);

    private static bool IsKeyOf(IOperation key, IOperation child, IOperation? tracker)
    {
        IOperation? stopped = key.Resolve();
        return stopped.IsSameAs(child)
            || (child is IInstanceReferenceOperation && stopped.IsOwnKey(child.Type))
            || (stopped is IPropertyReferenceOperation { Property.Name: "Key", Instance: { } owner }
                && (owner.IsSameAs(child) || (child is IPropertyReferenceOperation { Property.Name: "Child", Instance: { } info } && owner.IsSameAs(info))))
            || (child is ILocalReferenceOperation local
                && local.FindLookup() is { TargetMethod.Name: "Find" or "FindOrOpenAsync" or "WaitForAsync" } lookup
                && lookup.Instance.IsSameAs(tracker)
                && lookup.GetArgument(0).IsSameAs(key))
            || (child is IInvocationOperation { TargetMethod.Name: "Find" } found && found.Instance.IsSameAs(tracker) && found.GetArgument(0).IsSameAs(key));
    }

    private static IMethodSymbol? FindMember(IPropertySymbol property) => property.ContainingType
        .GetMembers(GeneratedNames.CounterMemberName(CounterMembers.RetireAt, property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault();
}
