using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Compare.Measuring;

/// <summary>
/// Whether a cost is the same with a thousand children and with a million. The two results are measured apart, because each needs a heap of its own.
/// </summary>
internal static class Flatness
{
    /// <summary>
    /// The highest ratio that counts as flat. A scan or a list of the children would have a ratio of a thousand. Caches and the garbage collector, which
    /// handle a million children, contribute too.
    /// </summary>
    private const double Goal = 1.5;

    public static IEnumerable<Result> FromResults(IReadOnlyList<Result> results)
    {
        if (results.FirstOrDefault(result => result.Id == "death/1k") is not { OurCost: var few }
            || results.FirstOrDefault(result => result.Id == "death/1M") is not { } many)
        {
            yield break;
        }
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
