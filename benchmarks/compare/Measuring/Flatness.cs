using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Compare.Measuring;

/// <summary>Whether a cost stays the same among a thousand children and a million: made of two results that were measured apart, since each needs a heap of its own.</summary>
internal static class Flatness
{
    /// <summary>
    /// What still counts as flat. A scan of the children, or a list of them, would make it a thousand; the caches and the collector, which have a
    /// million children to deal with, take their part too.
    /// </summary>
    private const double Goal = 1.5;

    public static IEnumerable<Result> Of(IReadOnlyList<Result> results)
    {
        if (results.FirstOrDefault(result => result.Id == "death/1k") is not { OurCost: var few } || results.FirstOrDefault(result => result.Id == "death/1M") is not { } many)
            yield break;
        yield return many with
        {
            Id = "flat/1M/itself",
            Suite = "life",
            Goal = Goal,
            Theirs = "itself, among 1,000",
            TheirCost = few,
            Ratio = new Spread(many.OurCost.Median / few.Median, many.OurCost.P10 / few.Median, many.OurCost.P90 / few.Median, many.OurCost.Count),
        };
    }
}
