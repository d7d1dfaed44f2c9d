using System.Globalization;

namespace GenTracker.Interleavings.Support;

/// <summary>How much is explored.</summary>
internal static class ExplorationSize
{
    /// <summary>The first seed: 1, or GENTRACKER_SEED.</summary>
    public static ulong Seed { get; } = (ulong)Read("GENTRACKER_SEED", 1);

    /// <summary>How many distinct schedules each scenario gets: 5,000, or GENTRACKER_SCHEDULES.</summary>
    public static int Distinct { get; } = Read("GENTRACKER_SCHEDULES", 5_000);

    /// <summary>How many distinct schedules a broken runtime gets until it must be caught. Most are caught within a few hundred.</summary>
    public static int Variant { get; } = 4 * Distinct;

    /// <summary>How many distinct schedules a scenario with a listener to metrics gets.</summary>
    public static int Metrics { get; } = Distinct / 5;

    /// <summary>How many schedules a bounded search runs at most.</summary>
    public static int Search { get; } = Distinct / 5;

    private static int Read(string variable, int otherwise) =>
        int.TryParse(System.Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
