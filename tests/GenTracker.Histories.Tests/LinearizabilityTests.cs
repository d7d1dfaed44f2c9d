using GenTracker.Testing.Histories;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>The check itself can fail.</summary>
public class LinearizabilityTests
{
    [Fact]
    public void A_child_that_is_found_after_its_stop_has_returned_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained([Open(1, 1, 2), Stop(3, 4), Find(1, 5, 6)], new KeyModel()));

    [Fact]
    public void A_child_that_is_found_while_it_is_stopped_is_explained() =>
        Assert.True(Linearizability.IsExplained([Open(1, 1, 2), Stop(3, 6), Find(1, 4, 5)], new KeyModel()));

    [Fact]
    public void Two_openers_who_get_different_children_of_a_running_key_are_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained([Open(1, 1, 4), Open(2, 2, 3)], new KeyModel()));

    [Fact]
    public void A_child_that_appears_disappears_and_appears_again_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained([Open(1, 1, 10), Find(1, 2, 3), Find(0, 4, 5), Find(1, 6, 7)], new KeyModel()));

    private static Operation<KeyCall, long> Open(long incarnation, long called, long returned) => new("opens", KeyCall.Open, incarnation, called, returned);

    private static Operation<KeyCall, long> Find(long incarnation, long called, long returned) => new("finds", KeyCall.Find, incarnation, called, returned);

    private static Operation<KeyCall, long> Stop(long called, long returned) => new("stops", KeyCall.Stop, 1, called, returned);
}
