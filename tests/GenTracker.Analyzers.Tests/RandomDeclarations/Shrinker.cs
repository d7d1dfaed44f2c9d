namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>Shrinks a failing case.</summary>
internal static class Shrinker
{
    private const int CandidatesAtOnce = 50;

    /// <summary>Removes and lowers choices as long as the case fails. Many candidates are checked at once, because that is cheaper.</summary>
    public static async Task<IReadOnlyList<int>> SmallestAsync(IReadOnlyList<int> choices, Func<IReadOnlyList<IReadOnlyList<int>>, Task<int>> findFailing)
    {
        IReadOnlyList<int> smallest = choices;
        while (await SmallerAsync(smallest, findFailing) is { } smaller) smallest = smaller;
        return smallest;
    }

    private static async Task<IReadOnlyList<int>?> SmallerAsync(IReadOnlyList<int> choices, Func<IReadOnlyList<IReadOnlyList<int>>, Task<int>> findFailing)
    {
        foreach (IReadOnlyList<int>[] candidates in Smaller(choices).Chunk(CandidatesAtOnce))
        {
            int failing = await findFailing(candidates);
            if (failing >= 0) return candidates[failing];
        }

        return null;
    }

    private static IEnumerable<IReadOnlyList<int>> Smaller(IReadOnlyList<int> choices)
    {
        for (int length = choices.Count; length > 0; length /= 2)
        {
            for (int start = 0; start < choices.Count; start += length)
            {
                yield return [.. choices.Take(start), .. choices.Skip(start + length)];
                if (choices.Skip(start).Take(length).Any(static choice => choice > 0))
                {
                    yield return [.. choices.Take(start), .. choices.Skip(start).Take(length).Select(static _ => 0), .. choices.Skip(start + length)];
                }
            }
        }

        for (int index = 0; index < choices.Count; index++)
        {
            if (choices[index] > 1) yield return [.. choices.Take(index), choices[index] / 2, .. choices.Skip(index + 1)];
        }
    }
}
