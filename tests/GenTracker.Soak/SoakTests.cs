using System;
using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;
using Xunit;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace GenTracker.Soak;

/// <summary>A short soak, or one of GENTRACKER_SOAK_SECONDS.</summary>
public class SoakTests(ITestOutputHelper output)
{
    /// <summary>From this length on everything must have occurred: no bad luck lasts so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_throws_hangs_blocks_or_is_cancelled_every_promise_is_kept()
    {
        var time = TimeSpan.FromSeconds(Setting("GENTRACKER_SOAK_SECONDS", 20));
        bool isLong = time >= Long;

        var soak = new SoakRun(time, Setting("GENTRACKER_SEED", 1), waitsForAll: isLong);

        // On the pool: without the context of the test framework.
        SoakReport report = await Task.Run(soak.RunAsync);

        output.WriteLine(report.ToString());
        Assert.True(report.Broken == 0, report.ToString());
        Assert.True(report.Lacking is [], $"A soak without {string.Join(", ", report.Lacking)} proves nothing.\n{report}");
        Assert.True(!isLong || report.Missing is [], report.ToString());
    }

    private static ulong Setting(string variable, ulong fallback) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong asked) ? asked : fallback;
}
