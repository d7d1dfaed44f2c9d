using System.Globalization;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class ScenarioTests(ITestOutputHelper output)
{
    private const ulong Seed = 1;
    private const int OrdinaryDistinct = 10_000;
    private const int OrdinarySearch = 2_000;

    // Beyond that, a race on a slot is searched with bounded preemptions instead of completely.
    private const int CompleteSearch = 100_000;

    /// <summary>How many distinct schedules to ask for: 10,000, or as many as GENTRACKER_SCHEDULES says.</summary>
    private static readonly int Distinct =
        int.TryParse(System.Environment.GetEnvironmentVariable("GENTRACKER_SCHEDULES"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int asked) ? asked : OrdinaryDistinct;

    public static TheoryData<string> Trackers => [.. Catalogue.Trackers.Keys];

    public static TheoryData<string> Slots => [.. Catalogue.Slots.Keys];

    [Theory]
    [MemberData(nameof(Trackers))]
    public void The_promises_hold_in_every_schedule_that_is_drawn(string name) =>
        Report(new Exploration(name, Catalogue.Trackers[name]).Sample(Seed, Distinct));

    [Theory]
    [MemberData(nameof(Trackers))]
    public void The_promises_hold_with_one_preemption_anywhere(string name) =>
        Report(new Exploration(name, Catalogue.Trackers[name]).Exhaust(preemptions: 1, limit: OrdinarySearch));

    [Theory]
    [MemberData(nameof(Slots))]
    public void A_slot_is_exact_in_every_interleaving(string name) =>
        Report(new Exploration(name, Catalogue.Slots[name]).Exhaust(preemptions: int.MaxValue, limit: CompleteSearch));

    private void Report(ExplorationResult result)
    {
        output.WriteLine(result.ToString());
        result.ThrowIfBroken();
    }
}
