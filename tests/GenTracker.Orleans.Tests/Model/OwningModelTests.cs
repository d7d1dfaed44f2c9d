using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace GenTracker.Orleans.Tests.Model;

/// <summary>Leases, acquisitions, ends and takeovers in seeded orders.</summary>
public sealed class OwningModelTests
{
    internal static readonly int FirstSeed = Read("GENTRACKER_SEED", 1);
    internal static readonly int Histories = Read("GENTRACKER_HISTORIES", 600);

    [Fact]
    public void A_key_has_one_owner_its_epochs_rise_and_what_is_wanted_runs_in_the_end_with_what_survives()
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        int inherited = 0;
        for (int seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var simulation = new Simulation(seed);
            simulation.Run();
            foreach ((string what, int count) in simulation.Counts)
                counts[what] = counts.GetValueOrDefault(what) + count;
            inherited += simulation.Survivors.Inherited;
        }

        // Each thing that can happen has happened.
        string[] events =
        [
            "count", "opens", "reopens", "stops", "completes", "cut off", "killed", "leaves", "frozen", "declared dead", "well again", "found dead", "joins",
        ];
        Assert.InRange(inherited, Histories, int.MaxValue);
        foreach (string what in events)
            Assert.Contains(counts, count => count.Key.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_seed_decides_a_history()
    {
        string[] traces = [.. Enumerable.Range(0, 2).Select(static _ =>
        {
            var simulation = new Simulation(42);
            simulation.Run();
            return string.Join('\n', simulation.Trace);
        })];

        Assert.Equal(traces[0], traces[1]);
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
