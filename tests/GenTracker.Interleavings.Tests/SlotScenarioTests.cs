using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class SlotScenarioTests(ITestOutputHelper output) : ScenarioTests(output)
{
    public static TheoryData<string> Words => [.. ScenarioCatalog.Words.Keys];

    public static TheoryData<string> SeqLocks => [.. ScenarioCatalog.SeqLocks.Keys];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_slot_of_one_word_is_exact_in_every_interleaving(string name)
    {
        ExplorationResult result = ScenarioCatalog.Explore(name).Exhaust(preemptions: int.MaxValue);

        Report(result);
        Assert.True(result.IsComplete);
    }

    [Theory]
    [MemberData(nameof(SeqLocks))]
    public void A_seqlock_or_indexed_slot_is_exact_in_every_schedule_that_is_drawn(string name) =>
        Report(ScenarioCatalog.Explore(name).Sample(ExplorationSize.Seed, ExplorationSize.Distinct));

    [Theory]
    [MemberData(nameof(SeqLocks))]
    public void A_seqlock_or_indexed_slot_is_exact_with_two_preemptions(string name) =>
        Report(ScenarioCatalog.Explore(name).Exhaust(preemptions: 2, ExplorationSize.Distinct));
}
