using System.Threading.Tasks;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Suites;

/// <summary>Comparisons that are measured in one process of their own, so that no other one's heap and compiled code is in it.</summary>
internal abstract class Suite
{
    /// <summary>By which the suite is chosen.</summary>
    public abstract string Name { get; }

    /// <summary>How many processes it is measured in: where code and data come to lie differs from one to the next, and no number of rounds shows it.</summary>
    public virtual int Launches => 3;

    public abstract Task RunAsync(Lab lab);

    /// <summary>A count of children in short: 100k.</summary>
    protected static string Short(int count) => count switch
    {
        >= 1_000_000 => $"{count / 1_000_000}M",
        >= 1_000 => $"{count / 1_000}k",
        _ => $"{count}",
    };
}
