using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Suites;

/// <summary>Comparisons that are measured in one process of their own, so that no other one's heap and compiled code is in it.</summary>
internal abstract class Suite
{
    /// <summary>The name that selects the suite.</summary>
    public abstract string Name { get; }

    /// <summary>Number of processes. Addresses of code and data differ between processes, and more rounds in one process would not show that.</summary>
    public virtual int Launches => 3;

    /// <summary>Settings of .NET that differ from its defaults, as variables of the process's environment.</summary>
    public virtual IReadOnlyDictionary<string, string> Settings => ImmutableDictionary<string, string>.Empty;

    public abstract Task RunAsync(Lab lab);

    /// <summary>Abbreviates a number of children: 100k.</summary>
    protected static string Short(int count) => count switch
    {
        >= 1_000_000 => $"{count / 1_000_000}M",
        >= 1_000 => $"{count / 1_000}k",
        _ => $"{count}",
    };
}
