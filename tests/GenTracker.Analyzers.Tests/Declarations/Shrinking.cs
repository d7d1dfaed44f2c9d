using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Analyzers.Tests.Declarations;

/// <summary>Makes a failing case as small as it gets.</summary>
internal static class Shrinking
{
    /// <summary>Leaves choices out and lowers them for as long as the case fails.</summary>
    /// <param name="choices">The choices of a case that fails.</param>
    /// <param name="fails">Whether a case fails.</param>
    /// <param name="attempts">How many smaller cases are tried at most.</param>
    public static IReadOnlyList<int> Smallest(IReadOnlyList<int> choices, Func<IReadOnlyList<int>, bool> fails, int attempts = 400)
    {
        IReadOnlyList<int> smallest = choices;
        bool progress = true;
        while (progress && attempts > 0)
        {
            progress = false;
            foreach (IReadOnlyList<int> candidate in Smaller(smallest))
            {
                if (attempts-- <= 0) break;
                if (!fails(candidate)) continue;
                smallest = candidate;
                progress = true;
                break;
            }
        }

        return smallest;
    }

    private static IEnumerable<IReadOnlyList<int>> Smaller(IReadOnlyList<int> choices)
    {
        for (int length = choices.Count / 2; length > 0; length /= 2)
        {
            for (int start = 0; start + length <= choices.Count; start += length)
            {
                yield return [.. choices.Take(start), .. choices.Skip(start + length)];
                if (choices.Skip(start).Take(length).Any(static choice => choice > 0))
                {
                    yield return [.. choices.Take(start), .. Enumerable.Repeat(0, length), .. choices.Skip(start + length)];
                }
            }
        }

        for (int index = 0; index < choices.Count; index++)
        {
            if (choices[index] > 1) yield return [.. choices.Take(index), choices[index] / 2, .. choices.Skip(index + 1)];
        }
    }
}
