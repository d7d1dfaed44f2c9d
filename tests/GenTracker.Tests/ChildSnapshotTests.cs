using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Attributes that survive leave a child as a value, and a child is opened with them.</summary>
public sealed class ChildSnapshotTests : IDisposable
{
    private static readonly Guid Ticket = new("9d5a3a36-0c1e-4b61-8f0f-0f5c5d0f6a01");

    private readonly World _world = new();
    private readonly SurvivorTracker _survivors;

    public ChildSnapshotTests() => _survivors = new SurvivorTracker(_world.Options);

    public void Dispose() => _world.Finish(_survivors.DisposeAsync().AsTask());

    [Fact]
    public void A_snapshot_has_each_attribute_that_survives_in_its_own_type_but_the_secret_ones()
    {
        ChildSnapshot snapshot = _survivors.ReadSnapshot(OpenFilled("a"));

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["Bytes"] = 7L,
                ["Packets"] = ulong.MaxValue >> 2,
                ["Small"] = (byte)200,
                ["Spread"] = 5,
                ["Busy"] = TimeSpan.FromSeconds(9),
                ["Price"] = 1.5m,
                ["Ticket"] = Ticket,
                ["Title"] = "filled",
                ["Names"] = ImmutableList.Create("x"),
                ["event"] = (3, (string?)"y"),
                ["Day"] = DayOfWeek.Friday,
                ["Seat"] = "1a",
            },
            snapshot.Values.Where(static value => value.Key != "Inner").ToDictionary());
        Assert.Equal("Old", snapshot.Values["Inner"]!.ToString());
    }

    [Fact]
    public void A_child_that_is_opened_with_a_snapshot_has_its_values_before_its_start()
    {
        ChildSnapshot snapshot = Leave(OpenFilled("a"));
        ChildSnapshot? atStart = null;

        Survivor child = _world.Result(_survivors.OpenAsync(
            "b",
            child =>
            {
                atStart = _survivors.ReadSnapshot(child);
                return Task.CompletedTask;
            },
            options: new ChildOptions { Snapshot = snapshot }));

        Assert.Equal(snapshot.Values, atStart!.Values);
        Assert.Equal((7, true, "filled", 0, null), (child.Bytes, child.IsOld, child.Title, child.Guests, child.Password));
        Assert.Same(child, _survivors.FindBySeat("1a"));
    }

    [Fact]
    public void The_snapshot_of_an_ended_child_is_its_final_one_and_of_a_running_one_is_a_value_of_that_moment()
    {
        Survivor child = OpenFilled("a");

        ChildSnapshot running = _survivors.ReadSnapshot(child);
        child.IncrementBytes();
        ChildSnapshot ended = Leave(child);

        Assert.Equal((7L, 8L), (running.Values["Bytes"], ended.Values["Bytes"]));
    }

    [Fact]
    public void An_attribute_that_is_not_in_the_snapshot_keeps_the_value_of_the_constructor_and_an_unknown_name_is_ignored()
    {
        Survivor child = Open(new() { ["Bytes"] = 3L, ["Removed"] = "by a later version" });

        Assert.Equal((3, "constructed", DayOfWeek.Sunday), (child.Bytes, child.Title, child.Day));
    }

    [Fact]
    public void Null_is_a_value_of_what_may_be_null()
    {
        Survivor child = Open(new() { ["Title"] = null, ["Ticket"] = null, ["Names"] = null });

        Assert.Equal((null, null, null), (child.Title, child.Ticket, child.Names));
    }

    [Theory]
    [InlineData("Bytes", 3, "The attribute Bytes is of the type System.Int64, and the snapshot has a System.Int32.")]
    [InlineData("Bytes", null, "The attribute Bytes is of the type System.Int64, and the snapshot has null.")]
    [InlineData("Title", 'x', "The attribute Title is of the type System.String, and the snapshot has a System.Char.")]
    [InlineData("Ticket", "x", "The attribute Ticket is of the type System.Nullable`1[System.Guid], and the snapshot has a System.String.")]
    public void A_value_of_another_type_fails_the_start_and_is_named(string name, object? value, string message)
    {
        var failed = Assert.Throws<ChildStartException>(() => Open(new() { [name] = value }));

        Assert.Equal(("a", "Survivor"), (failed.Key, failed.TrackerName));
        Assert.Equal(message, Assert.IsType<InvalidCastException>(failed.InnerException).Message);
        Assert.Empty(_survivors.GetChildren());
    }

    [Fact]
    public void A_unique_value_of_a_snapshot_that_another_child_holds_fails_the_start()
    {
        Survivor holder = OpenFilled("a");

        var failed = Assert.Throws<ChildStartException>(
            () => _world.Result(_survivors.OpenAsync("b", options: new ChildOptions { Snapshot = _survivors.ReadSnapshot(holder) })));

        Assert.Equal("a", Assert.IsType<AttributeValueTakenException>(failed.InnerException).HolderKey);
    }

    [Fact]
    public void A_restart_inherits_from_the_last_incarnation_and_not_from_the_snapshot()
    {
        var runs = new RunEnds(_world);
        var snapshot = new ChildSnapshot([new("Bytes", 3L), new("Small", (byte)1)]);
        Survivor child = _world.Result(_survivors.OpenAsync(
            "a",
            run: (_, token) => runs.RunAsync(token),
            options: new ChildOptions { Restart = RestartPolicy.Permanent, Snapshot = snapshot }));
        child.IncrementBytes();

        runs.Fail();
        _world.Advance(TimeSpan.FromSeconds(1));

        Survivor restarted = _survivors.Find("a")!;
        Assert.NotSame(child, restarted);
        Assert.Equal((4L, (byte)1), (restarted.Bytes, restarted.Small));
    }

    [Fact]
    public void A_total_counts_nothing_of_a_snapshot()
    {
        using var metrics = new MetricRecorder();
        var measured = new MeasuredTracker(_world.Options, metrics.Services);
        Measured child = _world.Result(measured.OpenAsync("a", counted: 2));
        child.CountSpread(4);
        ChildSnapshot snapshot = measured.ReadSnapshot(child);
        _world.Result(measured.StopAsync("a"));

        Measured opened = _world.Result(measured.OpenAsync("b", counted: 10, options: new ChildOptions { Snapshot = snapshot }));
        opened.IncrementKept(5);
        opened.CountSpread(1);

        Assert.Equal(7UL, opened.Kept);
        Assert.Equal([(17, "")], metrics.Collect("measured.kept"));
        Assert.Equal([(5, "")], metrics.Collect("measured.spread"));
        _world.Finish(measured.CloseAsync());
    }

    [Fact]
    public void A_class_of_which_nothing_survives_has_an_empty_snapshot_and_ignores_any()
    {
        Probe probe = _world.Open("a", options: new ChildOptions { Snapshot = new(new Dictionary<string, object?> { ["Count"] = 5L }) });

        Assert.Same(ChildSnapshot.Empty, _world.Tracker.ReadSnapshot(probe));
        Assert.Equal(0, probe.Count);
    }

    [Fact]
    public void A_snapshot_keeps_nothing_of_what_it_was_made_of()
    {
        var values = new Dictionary<string, object?> { ["a"] = 1 };

        var snapshot = new ChildSnapshot(values);
        values["b"] = 2;

        Assert.Equal([new("a", 1)], snapshot.Values);
        Assert.Equal("values", Assert.Throws<ArgumentNullException>(static () => new ChildSnapshot(null!)).ParamName);
        Assert.Throws<ArgumentException>(static () => new ChildSnapshot([new("a", 1), new("a", 1)]));
    }

    private Survivor Open(Dictionary<string, object?> values) =>
        _world.Result(_survivors.OpenAsync("a", options: new ChildOptions { Snapshot = new(values) }));

    private Survivor OpenFilled(string key)
    {
        Survivor child = _world.Result(_survivors.OpenAsync(key));
        child.IncrementBytes(7);
        child.IncrementPackets(ulong.MaxValue >> 2);
        child.IncrementSmall(200);
        child.IncrementSpread(5);
        child.Busy = TimeSpan.FromSeconds(9);
        child.Price = 1.5m;
        child.Ticket = Ticket;
        child.Title = "filled";
        child.Names = ["x"];
        child.@event = (3, "y");
        child.Day = DayOfWeek.Friday;
        child.Seat = "1a";
        child.Password = "hunter2";
        child.IncrementGuests();
        child.Age();
        return child;
    }

    /// <summary>Ends the child, and reads what survives of it.</summary>
    private ChildSnapshot Leave(Survivor child)
    {
        _world.Result(_survivors.StopAsync(child));
        return _survivors.ReadSnapshot(child);
    }
}
