using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class ScenarioTests(ITestOutputHelper output)
{
    private const ulong Seed = 1;
    private const int OrdinaryDistinct = 10_000;

    /// <summary>How many distinct schedules to ask for: 10,000, or as many as GENTRACKER_SCHEDULES says.</summary>
    private static readonly int Distinct =
        int.TryParse(System.Environment.GetEnvironmentVariable("GENTRACKER_SCHEDULES"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int asked) ? asked : OrdinaryDistinct;

    public static TheoryData<string> Names => [.. Catalogue.Scenarios.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_promises_hold_in_every_schedule_that_is_drawn(string name)
    {
        ExplorationResult result = new Exploration(name, Catalogue.Scenarios[name]).Sample(Seed, Distinct);
        output.WriteLine(result.ToString());
        result.ThrowIfBroken();
    }
}
