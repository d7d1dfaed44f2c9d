using System;
using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Soak.Evidence;
using Xunit;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace GenTracker.Soak;

/// <summary>A short soak, or one of GENTRACKER_SOAK_SECONDS.</summary>
public class SoakTests(ITestOutputHelper output)
{
    /// <summary>From this length on every situation must have occurred: no luck lasts so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_throws_hangs_blocks_or_is_cancelled_every_promise_is_kept()
    {
        var time = TimeSpan.FromSeconds(Asked("GENTRACKER_SOAK_SECONDS", 20));
        bool isLong = time >= Long;

        Findings findings = await new SoakRun(time, Asked("GENTRACKER_SEED", 1), insists: isLong).RunAsync();

        output.WriteLine(findings.Report());
        Assert.True(findings.Broken == 0, findings.Report());
        Assert.True(findings.Lacking is [], $"A soak without {string.Join(", ", findings.Lacking)} proves nothing.\n{findings.Report()}");
        Assert.True(!isLong || findings.Missing is [], findings.Report());
    }

    private static ulong Asked(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong asked) ? asked : otherwise;
}
