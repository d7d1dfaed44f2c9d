using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Counts by one key, all in one loop: each of them looks the same child up.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Counts">The counts, in the order of the text: each a call of the tracker, or a <c>Find</c> of which only a count is asked.</param>
internal sealed record LoopedLookup(ILoopOperation Loop, IReadOnlyList<KeyedCount> Counts)
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
        RoundsOfLoop rounds = new(outermost, known);
        foreach (IOperation operation in outermost.Descendants())
        {
            if (KeyedCount.Read(operation, known) is not { } count || LoopOf(count, rounds) is not { } loop)
            {
                continue;
            }

            if (found.FirstOrDefault(other => other.Loop == loop && other.Counts[0].IsOfSameChildAs(count)) is { } twin)
            {
                ((List<KeyedCount>)twin.Counts).Add(count);
            }
            else if (!IsHeldAlready(loop, count))
            {
                found.Add(new LoopedLookup(loop, new List<KeyedCount> { count }));
            }
        }

        return found;
    }

    /// <summary>The outermost loop that is over at once and in which the child's tracker and key stay the same.</summary>
    private static ILoopOperation? LoopOf(KeyedCount count, RoundsOfLoop rounds)
    {
        ILoopOperation? outermost = null;
        for (IOperation? up = count.Operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            if (up is not ILoopOperation loop)
            {
                continue;
            }

            // What counts in a 'for' and tells whether it could may be trying until it can.
            if (!rounds.AreShort(loop)
                || !rounds.IsSame(count.Tracker, loop)
                || !rounds.IsSame(count.Key, loop)
                || (loop is IForLoopOperation && count.MayBeRetried))
            {
                break;
            }

            outermost = loop;
        }

        return outermost;
    }

    /// <summary>Whether the loop uses a child that was found by the same key: what it counts by key then, it does on purpose.</summary>
    private static bool IsHeldAlready(ILoopOperation loop, KeyedCount count) => loop.Descendants().OfType<ILocalReferenceOperation>().Any(local =>
        local.InitialValue()?.Bare() is IInvocationOperation { TargetMethod.Name: "Find" } look
        && look.Instance.IsSameAs(count.Tracker)
        && look.ValueOf(0).IsSameAs(count.Key));
}
