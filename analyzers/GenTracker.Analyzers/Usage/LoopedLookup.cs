using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Increments by one key, all in one loop: each of them looks the same child up.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Increments">The counts, in the order of the text: each a call of the tracker, or a <c>Find</c> of which only a increment is asked.</param>
internal sealed record LoopedLookup(ILoopOperation Loop, IReadOnlyList<KeyedIncrement> Increments)
{
    /// <summary>The loop around an operation that has none around itself in its function.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The loop; null where there is none.</returns>
    public static ILoopOperation? OutermostLoopAround(IOperation operation)
    {
        ILoopOperation? outermost = null;
        for (IOperation? up = operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            outermost = up as ILoopOperation ?? outermost;
        }

        return outermost;
    }

    /// <summary>Finds them in a loop and the loops in it.</summary>
    /// <param name="outermost">A loop with none around it in its function.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>One for each loop, tracker and key.</returns>
    public static IEnumerable<LoopedLookup> FindIn(ILoopOperation outermost, KnownSymbols known)
    {
        List<LoopedLookup> found = [];
        LoopInvariance invariance = new(outermost, known);
        foreach (IOperation operation in outermost.Descendants())
        {
            if (KeyedIncrement.Read(operation, known) is not { } increment || FindLoop(increment, invariance) is not { } loop)
            {
                continue;
            }

            if (found.FirstOrDefault(other => other.Loop == loop && other.Increments[0].HasSameChildAs(increment)) is { } sameChild)
            {
                ((List<KeyedIncrement>)sameChild.Increments).Add(increment);
            }
            else if (!UsesFoundChild(loop, increment))
            {
                found.Add(new LoopedLookup(loop, new List<KeyedIncrement> { increment }));
            }
        }

        return found;
    }

    /// <summary>The outermost loop that is over at once and in which the child's tracker and key stay the same.</summary>
    private static ILoopOperation? FindLoop(KeyedIncrement increment, LoopInvariance invariance)
    {
        ILoopOperation? outermost = null;
        for (IOperation? up = increment.Operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            if (up is not ILoopOperation loop)
            {
                continue;
            }

            // What counts in a 'for' and tells whether it could may be trying until it can.
            if (!invariance.NeverWaits(loop)
                || !invariance.IsInvariant(increment.Tracker, loop)
                || !invariance.IsInvariant(increment.Key, loop)
                || (loop is IForLoopOperation && increment.MayBeRetried))
            {
                break;
            }

            outermost = loop;
        }

        return outermost;
    }

    /// <summary>Whether the loop uses a child that was found by the same key: what it counts by key then, it does on purpose.</summary>
    private static bool UsesFoundChild(ILoopOperation loop, KeyedIncrement increment) => loop.Descendants().OfType<ILocalReferenceOperation>().Any(local =>
        local.GetInitialValue()?.UnwrapConversions() is IInvocationOperation { TargetMethod.Name: "Find" } lookup
        && lookup.Instance.IsSameAs(increment.Tracker)
        && lookup.GetArgument(0).IsSameAs(increment.Key));
}
