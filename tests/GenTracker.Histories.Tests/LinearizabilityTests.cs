using GenTracker.Models;
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

    [Fact]
    public void A_caller_that_opens_between_the_two_moments_of_a_replacement_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained(
            [Moment(MomentKind.Reserve, 7, 0, 1, 2), Moment(MomentKind.Open, 0, 1, 3, 4), Moment(MomentKind.Replace, 7, 2, 1, 6)], new ReplacementModel()));

    [Fact]
    public void A_caller_that_was_superseded_by_nobody_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained(
            [Moment(MomentKind.Reserve, 7, 0, 1, 2), Moment(MomentKind.Replace, 7, ReplacementModel.Superseded, 1, 2)], new ReplacementModel()));

    [Fact]
    public void A_key_that_the_first_of_two_callers_gets_last_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained(
            [
                Moment(MomentKind.Reserve, 7, 0, 1, 2), Moment(MomentKind.Reserve, 8, 0, 3, 4), Moment(MomentKind.Replace, 8, 1, 5, 6),
                Moment(MomentKind.Replace, 7, 2, 7, 8),
            ],
            new ReplacementModel()));

    [Fact]
    public void A_stop_that_finds_no_child_of_a_reserved_key_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained(
            [Moment(MomentKind.Reserve, 7, 0, 1, 2), Moment(MomentKind.Stop, 0, 0, 3, 4), Moment(MomentKind.Replace, 7, 1, 5, 6)], new ReplacementModel()));

    [Fact]
    public void A_stop_of_a_child_that_stops_its_successor_is_explained_by_no_order() =>
        Assert.False(Linearizability.IsExplained(
            [Moment(MomentKind.Open, 0, 1, 1, 2), Moment(MomentKind.Reserve, 7, 0, 3, 4), Moment(MomentKind.Replace, 7, 2, 5, 6),
                Moment(MomentKind.StopChild, 1, 1, 7, 8), Moment(MomentKind.Find, 0, 0, 9, 10)],
            new ReplacementModel()));

    [Fact]
    public void An_open_that_finds_a_free_key_taken_while_nobody_else_calls_is_explained_by_no_order() =>
        Assert.False(ReplacementModel.Explains(
            [Moment(MomentKind.Open, 0, 1, 1, 2), Moment(MomentKind.Stop, 0, 1, 3, 4), Moment(MomentKind.Open, 0, ReplacementModel.Taken, 5, 6)]));

    [Fact]
    public void An_open_that_finds_a_key_taken_while_another_caller_stops_it_is_explained() =>
        Assert.True(ReplacementModel.Explains(
            [Moment(MomentKind.Open, 0, 1, 1, 2), Moment(MomentKind.Stop, 0, 1, 3, 6), Moment(MomentKind.Open, 0, ReplacementModel.Taken, 4, 5)]));

    [Fact]
    public void An_open_that_finds_a_running_child_while_nobody_else_calls_is_explained() =>
        Assert.True(ReplacementModel.Explains([Moment(MomentKind.Open, 0, 1, 1, 2), Moment(MomentKind.Open, 0, ReplacementModel.Taken, 3, 4)]));

    [Theory]
    [InlineData(MomentKind.Open, ReplacementModel.Refused)]
    [InlineData(MomentKind.FindOrOpen, ReplacementModel.Refused)]
    [InlineData(MomentKind.FindOrOpen, ReplacementModel.Superseded)]
    [InlineData(MomentKind.FindOrOpen, ReplacementModel.Taken)]
    public void An_open_whose_start_was_stopped_by_nobody_is_explained_by_no_order(object kind, long answer) =>
        Assert.False(ReplacementModel.Explains([Moment((MomentKind)kind, 0, answer, 1, 2), Moment(MomentKind.Stop, 0, 0, 3, 4)]));

    [Fact]
    public void An_open_of_one_key_whose_start_was_stopped_by_nobody_is_explained_by_no_order() =>
        Assert.False(KeyModel.Explains([Open(KeyModel.Refused, 1, 2), Stop(3, 4)]));

    [Fact]
    public void A_child_that_is_found_by_its_former_value_after_a_write_is_explained_by_no_order() =>
        Assert.False(IsExplained(isUnique: false, Index(IndexCallKind.Set, 0, 2, 1, 1, 2), Index(IndexCallKind.Find, 0, 1, 1, 3, 4)));

    [Fact]
    public void A_child_that_is_found_by_its_former_value_during_a_write_is_explained() =>
        Assert.True(IsExplained(isUnique: false, Index(IndexCallKind.Set, 0, 2, 1, 1, 4), Index(IndexCallKind.Find, 0, 1, 1, 2, 3)));

    [Fact]
    public void A_child_that_is_found_by_no_value_between_two_finds_is_explained_by_no_order() =>
        Assert.False(IsExplained(
            isUnique: false,
            Index(IndexCallKind.Set, 0, 2, 1, 1, 8), Index(IndexCallKind.Find, 0, 1, 0, 2, 3), Index(IndexCallKind.Find, 0, 2, 0, 4, 5)));

    [Fact]
    public void A_child_that_is_found_after_its_write_was_refused_is_explained_by_no_order() =>
        Assert.False(IsExplained(
            isUnique: false,
            Index(IndexCallKind.Hide, 0, 0, 1, 1, 8), Index(IndexCallKind.Seal, 0, 0, 1, 1, 8),
            Index(IndexCallKind.Set, 0, 2, 0, 2, 3), Index(IndexCallKind.Find, 0, 1, 1, 4, 5)));

    [Fact]
    public void Two_holders_of_a_unique_value_are_explained_by_no_order() =>
        Assert.False(IsExplained(isUnique: true, Index(IndexCallKind.TrySet, 1, 1, 1, 1, 2), Index(IndexCallKind.Find, 0, 1, 1, 3, 4)));

    [Fact]
    public void A_refusal_of_a_unique_value_that_nobody_holds_is_explained_by_no_order() =>
        Assert.False(IsExplained(isUnique: true, Index(IndexCallKind.TrySet, 1, 2, 2, 1, 2)));

    private static bool IsExplained(bool isUnique, params Operation<IndexCall, int>[] operations) =>
        Linearizability.IsExplained(operations, new IndexModel(isUnique, new IndexedChildState(1), new IndexedChildState(0)));

    private static Operation<IndexCall, int> Index(IndexCallKind kind, int child, int value, int answer, long called, long returned) =>
        new("caller", new IndexCall(kind, child, value), answer, called, returned);

    private static Operation<ReplacementMoment, long> Moment(MomentKind kind, long subject, long answer, long called, long returned) =>
        new("caller", new ReplacementMoment(kind, subject), answer, called, returned);

    private static Operation<KeyCall, long> Open(long incarnation, long called, long returned) => new("opens", KeyCall.Open, incarnation, called, returned);

    private static Operation<KeyCall, long> Find(long incarnation, long called, long returned) => new("finds", KeyCall.Find, incarnation, called, returned);

    private static Operation<KeyCall, long> Stop(long called, long returned) => new("stops", KeyCall.Stop, 1, called, returned);
}
