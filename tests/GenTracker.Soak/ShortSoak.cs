using System;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak;

/// <summary>Runs over a broken runtime: one round of each ending, which waits 5 s at most.</summary>
internal static class ShortSoak
{
    /// <summary>The report if a promise was broken, else null.</summary>
    public static async Task<string?> RunAsync()
    {
        Eventually.Limit = TimeSpan.FromSeconds(5);
        SoakReport report = await Task.Run(new SoakRun(TimeSpan.FromSeconds(1.5), seed: 1).RunAsync);
        return report.Broken == 0 ? null : report.ToString();
    }
}
