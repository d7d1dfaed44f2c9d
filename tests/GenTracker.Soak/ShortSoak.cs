using System;
using System.Threading.Tasks;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak;

/// <summary>What is called over a broken runtime: one round of each ending, with little patience.</summary>
internal static class ShortSoak
{
    /// <summary>The report of a soak in which a promise was broken; null where none was.</summary>
    public static async Task<string?> RunAsync()
    {
        Patience.Limit = TimeSpan.FromSeconds(5);
        Findings findings = await new SoakRun(TimeSpan.FromSeconds(1.5), seed: 1).RunAsync().ConfigureAwait(false);
        return findings.Broken == 0 ? null : findings.Report();
    }
}
