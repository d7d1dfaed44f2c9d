using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class TableScenarioTests(ITestOutputHelper output) : ScenarioTests(output)
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.Tables.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_table_is_exact_in_every_schedule_that_is_drawn(string name) =>
        Report(ScenarioCatalog.Explore(name).Sample(ExplorationSize.Seed, ExplorationSize.Distinct));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_table_is_exact_with_two_preemptions(string name) =>
        Report(ScenarioCatalog.Explore(name).Exhaust(preemptions: 2, ExplorationSize.Search));
}
