using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>The check itself can fail: a history that was falsified in one place is noticed.</summary>
public class EventHistoryTests
{
    private readonly Room _first = new();
    private readonly Room _second = new();
    private readonly (ChildEventKind Kind, Room? Room)[] _honest;

    public EventHistoryTests() => _honest =
    [
        (ChildEventKind.Synced, null), (ChildEventKind.Started, _first), (ChildEventKind.Terminated, _first), (ChildEventKind.Started, _second), (ChildEventKind.Terminated, _second),
    ];

    [Fact]
    public void A_history_with_each_beginning_and_end_once_is_right() => Assert.Null(EventHistory.FindWrong(Told(_honest), [_first, _second]));

    [Fact]
    public void A_gap_in_the_numbers_is_noticed() =>
        Assert.StartsWith("Event 4 comes in the place of event 3", EventHistory.FindWrong([.. Told(_honest).Where(static happened => happened.Number != 3)], []));

    [Fact]
    public void An_end_that_is_told_twice_is_noticed() =>
        Assert.Contains("without a beginning", EventHistory.FindWrong(Told([.. _honest, (ChildEventKind.Terminated, _second)]), []));

    [Fact]
    public void A_beginning_before_the_last_one_s_end_is_noticed() =>
        Assert.Contains("two children", EventHistory.FindWrong(Told([_honest[0], _honest[1], _honest[3], _honest[2], _honest[4]]), []));

    [Fact]
    public void An_end_that_is_never_told_is_noticed() =>
        Assert.Contains("never told", EventHistory.FindWrong(Told([.. _honest.SkipLast(1)]), []));

    [Fact]
    public void A_child_that_is_never_told_of_is_noticed() =>
        Assert.Contains("never told of", EventHistory.FindWrong(Told([.. _honest.SkipLast(2)]), [_first, _second]));

    private static List<ChildEvent<string, Room>> Told((ChildEventKind Kind, Room? Room)[] history) =>
        [.. history.Select(static (happened, at) => new ChildEvent<string, Room> { Number = at + 1, Kind = happened.Kind, Key = happened.Room is null ? null : "room", Child = happened.Room })];
}
