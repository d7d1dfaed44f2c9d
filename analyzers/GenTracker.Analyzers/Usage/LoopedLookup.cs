using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>The increments by one key in one loop. Each of them looks up the same child.</summary>
/// <param name="Increments">The increments, in the order of the text.</param>
internal sealed record LoopedLookup(ILoopOperation Loop, IReadOnlyList<KeyedIncrement> Increments)
{
    /// <summary>Finds the outermost loop around an operation in its function.</summary>
    public static ILoopOperation? OutermostLoopAround(IOperation operation)
    {
        ILoopOperation? outermost = null;
        for (IOperation? up = operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            outermost = up as ILoopOperation ?? outermost;
        }

        return outermost;
    }

    /// <summary>Finds the repeated lookups in a loop and in the loops inside it: one for each loop, tracker and key.</summary>
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

    /// <summary>Finds the outermost loop that does not wait and does not change the tracker or the key.</summary>
    private static ILoopOperation? FindLoop(KeyedIncrement increment, LoopInvariance invariance)
    {
        ILoopOperation? outermost = null;
        for (IOperation? up = increment.Operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            if (up is not ILoopOperation loop)
            {
                continue;
            }

            // A 'for' loop that uses the result may retry until it succeeds.
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

    /// <summary>Whether the loop also uses a child that <c>Find</c> returned for the key. Then it increments by key on purpose.</summary>
    private static bool UsesFoundChild(ILoopOperation loop, KeyedIncrement increment) => loop.Descendants().OfType<ILocalReferenceOperation>().Any(local =>
        local.GetInitialValue()?.UnwrapConversions() is IInvocationOperation { TargetMethod.Name: "Find" } lookup
        && lookup.Instance.IsSameAs(increment.Tracker)
        && lookup.GetArgument(0).IsSameAs(increment.Key));
}
