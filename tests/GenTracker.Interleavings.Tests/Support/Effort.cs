using System.Globalization;

namespace GenTracker.Interleavings.Support;

/// <summary>How much is explored, and where it begins.</summary>
internal static class Effort
{
    /// <summary>The first of the seeds that schedules are drawn from: 1, or what GENTRACKER_SEED says.</summary>
    public static ulong Seed { get; } = (ulong)Asked("GENTRACKER_SEED", 1);

    /// <summary>How many different schedules are drawn for each scenario: 10,000, or as many as GENTRACKER_SCHEDULES says.</summary>
    public static int Distinct { get; } = Asked("GENTRACKER_SCHEDULES", 10_000);

    /// <summary>After how many schedules a search with bounded preemptions stops.</summary>
    public static int Search { get; } = Distinct / 5;

    private static int Asked(string variable, int otherwise) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : otherwise;
}
