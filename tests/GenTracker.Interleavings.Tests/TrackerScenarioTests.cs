using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

// Not beside other explorations of the same scenarios: the lock of the wait graph is one for the whole process.
[Collection(nameof(Catalogue.Trackers))]
public class TrackerScenarioTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Catalogue.Trackers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_promises_hold_in_every_schedule_that_is_drawn(string name) =>
        Report(Catalogue.Explore(name).Sample(Effort.Seed, Effort.Distinct));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_promises_hold_with_one_preemption(string name) =>
        Report(Catalogue.Explore(name).Exhaust(preemptions: 1, Effort.Search));

    private void Report(ExplorationResult result)
    {
        output.WriteLine(result.ToString());
        result.ThrowIfBroken();
    }
}
