using System.Collections.Generic;
using System.Linq;
using GenTracker.Oracles;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>The oracle can object: it notices a stream of events that is falsified in one place.</summary>
public class EventStreamOracleTests
{
    private readonly Room _first = new();
    private readonly Room _second = new();
    private readonly (ChildEventKind Kind, Room? Room)[] _right;

    public EventStreamOracleTests() => _right =
    [
        (ChildEventKind.Synced, null), (ChildEventKind.Started, _first), (ChildEventKind.Terminated, _first), (ChildEventKind.Started, _second),
        (ChildEventKind.Terminated, _second),
    ];

    [Fact]
    public void A_stream_with_each_beginning_and_end_once_is_right() => Assert.Null(FindWrong(Stream(_right)));

    [Fact]
    public void A_gap_in_the_numbers_is_noticed() =>
        Assert.Contains("comes in the place of event 3", FindWrong(Stream(_right).Where(static happened => happened.Number != 3)));

    [Fact]
    public void An_end_that_is_told_twice_is_noticed() =>
        Assert.Contains("without a beginning", FindWrong(Stream([.. _right, (ChildEventKind.Terminated, _second)])));

    [Fact]
    public void A_beginning_before_the_last_one_s_end_is_noticed() =>
        Assert.Contains("another child of the key runs", FindWrong(Stream([_right[0], _right[1], _right[3], _right[2], _right[4]])));

    [Fact]
    public void An_end_that_is_never_told_is_noticed() =>
        Assert.Contains("was never told", FindWrong(Stream([.. _right.SkipLast(1)])));

    [Fact]
    public void A_restart_that_was_not_announced_is_noticed() =>
        Assert.Contains("was not announced", FindWrong(Stream([.. _right.SkipLast(2), (ChildEventKind.Restarted, _second), _right[^1]])));

    [Fact]
    public void A_child_that_is_present_after_Synced_is_noticed() =>
        Assert.Contains("after Synced", FindWrong(Stream([.. _right, (ChildEventKind.Present, _second), (ChildEventKind.Terminated, _second)])));

    /// <summary>The first event that does not fit; null if the whole stream is right.</summary>
    internal static string? FindWrong(IEnumerable<ChildEvent<string, Room>> told)
    {
        string? wrong = null;
        var oracle = new EventStreamOracle<string, Room>((what, _) => wrong ??= what);
        foreach (ChildEvent<string, Room> happened in told)
            oracle.Take(happened);
        oracle.Complete();
        return wrong;
    }

    private static List<ChildEvent<string, Room>> Stream((ChildEventKind Kind, Room? Room)[] history) =>
    [
        .. history.Select(static (happened, at) =>
            new ChildEvent<string, Room> { Number = at + 1, Kind = happened.Kind, Key = happened.Room is null ? null : "room", Child = happened.Room }),
    ];
}
