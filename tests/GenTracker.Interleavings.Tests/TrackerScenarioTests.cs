using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

// The process has one lock for its wait graph, so explorations of trackers do not run at the same time.
[Collection(nameof(ScenarioCatalog.Trackers))]
public class TrackerScenarioTests(ITestOutputHelper output) : ScenarioTests(output)
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.Trackers.Keys];

    public static TheoryData<string> Metrics => [.. ScenarioCatalog.Metrics.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_promises_hold_in_every_schedule_that_is_drawn(string name) =>
        Report(ScenarioCatalog.Explore(name).Sample(ExplorationSize.Seed, ExplorationSize.Distinct));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_promises_hold_with_one_preemption(string name) =>
        Report(ScenarioCatalog.Explore(name).Exhaust(preemptions: 1, ExplorationSize.Search));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Totals_are_exact_in_every_schedule_that_is_drawn(string name) =>
        Report(ScenarioCatalog.Explore(name).Sample(ExplorationSize.Seed, ExplorationSize.Metrics));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Totals_are_exact_with_one_preemption(string name) =>
        Report(ScenarioCatalog.Explore(name).Exhaust(preemptions: 1, ExplorationSize.Metrics / 5));
}
