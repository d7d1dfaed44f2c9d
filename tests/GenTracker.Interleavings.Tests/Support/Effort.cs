using System.Globalization;

namespace GenTracker.Interleavings.Support;

/// <summary>How much is explored.</summary>
internal static class Effort
{
    /// <summary>The first of the seeds that schedules are drawn from.</summary>
    public const ulong Seed = 1;

    /// <summary>How many different schedules are drawn for each scenario: 10,000, or as many as GENTRACKER_SCHEDULES says.</summary>
    public static int Distinct { get; } =
        int.TryParse(System.Environment.GetEnvironmentVariable("GENTRACKER_SCHEDULES"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int asked) ? asked : 10_000;

    /// <summary>After how many schedules a search with bounded preemptions stops.</summary>
    public static int Search { get; } = Distinct / 5;
}
