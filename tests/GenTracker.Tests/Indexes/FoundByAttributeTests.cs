using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Indexes;

/// <summary>Promise 17, of attributes with <c>Index</c>: a running child is found by the value that it has, and by no other.</summary>
public sealed class FoundByAttributeTests : IDisposable
{
    private readonly World _world = new();
    private readonly SessionTracker _tracker;

    public FoundByAttributeTests() => _tracker = new SessionTracker(_world.Options);

    public void Dispose()
    {
        // Nobody ends the adopted objects, so they are abandoned.
        Task closed = _tracker.DisposeAsync().AsTask();
        _world.Advance(TimeSpan.FromMinutes(1));
        _world.Finish(closed);
    }

    [Fact]
    public void A_child_is_found_by_the_value_of_its_last_write()
    {
        Session child = Open("a", static session => session.Owner = "ann");
        Assert.Equal([child], _tracker.FindByOwner("ann"));

        child.Owner = "bob";

        Assert.Empty(_tracker.FindByOwner("ann"));
        Assert.Equal([child], _tracker.FindByOwner("bob"));
    }

    [Fact]
    public void All_children_with_a_value_are_found_and_counted()
    {
        Session[] children = [.. Enumerable.Range(0, 100).Select(i => Open($"s{i}", session => session.Level = i % 3))];

        for (int level = 0; level < 3; level++)
        {
            ChildGroup<Session> group = _tracker.FindByLevel(level);
            Assert.Equal(
                children.Where(child => child.Level == level).Select(static child => child.Key).Order(),
                group.Select(static child => child.Key).Order());
            Assert.Equal(children.Count(child => child.Level == level), group.Count);
        }

        AssertEmpty(_tracker.FindByLevel(3));
    }

    [Fact]
    public void Null_is_a_value_like_any_other()
    {
        Session child = Open("a");
        Assert.Equal([child], _tracker.FindByOwner(null));

        child.Owner = "ann";
        Assert.Empty(_tracker.FindByOwner(null));

        child.Owner = null;
        Assert.Equal([child], _tracker.FindByOwner(null));
        Assert.Empty(_tracker.FindByOwner("ann"));
    }

    [Fact]
    public void Strings_compare_as_the_attribute_says()
    {
        Session child = Open("a", static session => (session.Owner, session.City) = ("ann", "Kyiv"));

        Assert.Empty(_tracker.FindByOwner("ANN"));
        Assert.Equal([child], _tracker.FindByCity("KYIV"));
        child.City = "kyiv";
        Assert.Equal([child], _tracker.FindByCity("Kyiv"));
        Assert.Single(_tracker.FindByCity("Kyiv"));
    }

    [Fact]
    public void Every_member_that_changes_the_attribute_moves_the_child()
    {
        Session child = Open("a");

        Check(child.IncrementLevel(5), 5);
        Check(child.DecrementLevel(), 4);
        Check(child.TryIncrementLevel(2, out int level) ? level : -1, 6);
        Check(child.TryDecrementLevel(1, out level) ? level : -1, 5);
        Check(child.IncrementLevelUpTo(9, out level, 3) ? level : -1, 8);
        Check(child.DecrementLevelDownTo(1, out level, 2) ? level : -1, 6);
        Check(child.RaiseLevelTo(7), 7);
        Assert.Equal(7, child.ExchangeLevel(3));
        Check(child.Level, 3);
        Check(child.UpdateLevel(static value => value * 2), 6);
        Check(child.UpdateLevel(static (value, by) => value - by, 4), 2);
        Assert.False(child.IncrementLevelUpTo(2, out level));
        Check(level, 2);

        void Check(int value, int expected)
        {
            Assert.Equal(expected, value);
            Assert.Equal([child], _tracker.FindByLevel(expected));
            Assert.Equal(0, Enumerable.Range(0, 10).Where(other => other != expected).Sum(other => _tracker.FindByLevel(other).Count));
        }
    }

    [Fact]
    public void A_time_moves_its_child_too()
    {
        Session child = Open("a");

        child.Pace = TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.FromSeconds(3), child.IncrementPace(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(3), child.ExchangePace(TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(8), child.UpdatePace(static pace => pace * 2));
        Assert.Equal(TimeSpan.FromSeconds(9), child.UpdatePace(static (pace, by) => pace + by, TimeSpan.FromSeconds(1)));

        Assert.Equal([child], _tracker.FindByPace(TimeSpan.FromSeconds(9)));
        Assert.Empty(_tracker.FindByPace(TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public void Only_a_running_child_is_found()
    {
        var started = new TaskCompletionSource();
        Task<Session> opening = _tracker.FindOrOpenAsync("a", static session => session.Owner = "ann", start: _ => started.Task).AsTask();
        _world.Settle();
        AssertEmpty(_tracker.FindByOwner("ann"));

        _world.Run(started.SetResult);
        Session child = _world.Result(opening);
        Assert.Equal([child], _tracker.FindByOwner("ann"));

        Task<bool> stopped = _tracker.StopAsync("a");
        AssertEmpty(_tracker.FindByOwner("ann"));
        _world.Result(stopped);
        Assert.Empty(_tracker.FindByOwner("ann"));
    }

    [Fact]
    public void An_ended_child_refuses_the_write_and_stays_out()
    {
        Session child = Open("a", static session => session.Owner = "ann");
        _world.Result(_tracker.StopAsync("a"));

        Assert.Throws<ChildTerminatedException>(() => child.Owner = "bob");
        Assert.False(child.TryIncrementLevel(1, out int level));

        Assert.Equal(("ann", 0, 0), (child.Owner, child.Level, level));
        Assert.Empty(_tracker.FindByOwner("bob"));
    }

    [Fact]
    public void A_write_while_a_child_ends_is_in_its_final_attributes_and_finds_nobody()
    {
        string? final = null;
        var ends = new RunEnds(_world);
        Session child = _world.Result(_tracker.FindOrOpenAsync("a", run: ends.RunAsync, last: session => final = session.Owner));
        Task<bool> stopped = _tracker.StopAsync("a");

        child.Owner = "late";

        Assert.Empty(_tracker.FindByOwner("late"));
        _world.Result(stopped);
        Assert.Equal("late", final);
        Assert.Empty(_tracker.FindByOwner("late"));
    }

    [Fact]
    public void An_adopted_object_is_found_until_it_is_given_back()
    {
        var child = new Session { Owner = "ann" };
        ChildRegistration registration = _tracker.AddExisting("a", child);
        Assert.Equal([child], _tracker.FindByOwner("ann"));

        _world.Finish(registration.DisposeAsync().AsTask());

        Assert.Empty(_tracker.FindByOwner("ann"));
    }

    [Fact]
    public void An_object_that_is_refused_leaves_no_trace_and_may_be_adopted_elsewhere()
    {
        Open("a");
        var child = new Session { Owner = "ann" };

        Assert.False(_tracker.TryAddExisting("a", child, null, out _));
        child.Owner = "bob";
        Assert.Empty(_tracker.FindByOwner("bob"));

        _tracker.AddExisting("b", child);
        Assert.Equal([child], _tracker.FindByOwner("bob"));
        Assert.Empty(_tracker.FindByOwner("ann"));
    }

    [Fact]
    public void A_restarted_child_is_found_by_its_new_values()
    {
        var ends = new RunEnds(_world);
        Session first = Open("a", static session => session.Owner = "ann", ends, RestartPolicy.Transient);
        first.Owner = "bob";

        ends.Fail();
        _world.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_tracker.FindByOwner("bob"));
        Session second = Assert.Single(_tracker.FindByOwner("ann"));
        Assert.NotSame(first, second);
    }

    [Fact]
    public void A_group_may_be_enumerated_while_its_children_leave_and_return()
    {
        Session[] children = [.. Enumerable.Range(0, 40).Select(i => Open($"s{i}", static session => session.Owner = "ann"))];
        List<Session> found = [];

        foreach (Session child in _tracker.FindByOwner("ann"))
        {
            found.Add(child);

            // Those that were found, and one that was not yet, leave; the former return, to places that the enumeration has not reached.
            children.First(other => other.Owner == "ann" && !found.Contains(other) || found.Count >= 39).Owner = "bob";
            child.Owner = "carl";
            child.Owner = "ann";
        }

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(20, found.Count);
        Assert.Equal(20, _tracker.FindByOwner("ann").Count);
    }

    [Fact]
    public async Task A_group_that_is_copied_while_children_leave_it_has_no_gaps()
    {
        const int Copies = 500;
        Session permanent = Open("s0", static session => session.Owner = "ann");
        Session[] others = [.. Enumerable.Range(1, 3).Select(i => Open($"s{i}", static session => session.Owner = "ann"))];
        using var isOver = new CancellationTokenSource();
        Task moving = Task.Run(() =>
        {
            while (!isOver.IsCancellationRequested)
            {
                foreach (Session other in others)
                    other.Owner = other.Owner == "ann" ? "bob" : "ann";
            }
        });

        for (int i = 0; i < Copies; i++)
        {
            Check([.. _tracker.FindByOwner("ann")]);
            Check([.. (List<Session>)[.. _tracker.FindByOwner("ann")]]);
            Check([.. (ImmutableArray<Session>)[.. _tracker.FindByOwner("ann")]]);
            Check([.. _tracker.FindByOwner("ann"), .. _tracker.FindByOwner("ann")]);
            Check(_tracker.FindByOwner("ann").ToArray());
        }

        await isOver.CancelAsync();
        await moving;

        void Check(Session[] copied)
        {
            Assert.Contains(permanent, copied);
            Assert.DoesNotContain(null, copied);
        }
    }

    [Fact]
    public void A_write_in_a_group_of_ten_thousand_calls_as_much_code_of_the_values_as_in_a_group_of_ten()
    {
        int calls = 0;
        Session child = Open("s0", static session => session.Hostile = new HostileValue("group"));
        Open("other", static session => session.Hostile = new HostileValue("other"));
        Fill(1, 10);
        int few = Move();

        Fill(10, 10_000);

        Assert.Equal(few, Move());
        Assert.InRange(few, 1, 50);
        Assert.Equal(10_000, _tracker.FindByHostile(new HostileValue("group")).Count);
        Assert.Equal(10_000, _tracker.FindByHostile(new HostileValue("group")).Distinct().Count());

        void Fill(int from, int to)
        {
            for (int i = from; i < to; i++)
                Open($"s{i}", static session => session.Hostile = new HostileValue("group"));
        }

        int Move()
        {
            calls = 0;
            child.Hostile = Counted("other");
            child.Hostile = Counted("group");
            return calls;
        }

        HostileValue Counted(string text) => new(text) { OnHash = () => calls++, OnEquals = () => calls++ };
    }

    [Fact]
    public void A_hash_that_throws_fails_its_writer_and_changes_nothing()
    {
        var value = new HostileValue("v");
        Session child = Open("a", session => session.Hostile = value);
        var hostile = new HostileValue("w") { OnHash = static () => throw new InvalidTimeZoneException() };

        Assert.Throws<InvalidTimeZoneException>(() => child.Hostile = hostile);
        Assert.Throws<InvalidTimeZoneException>(() => _tracker.FindByHostile(hostile));

        Assert.Same(value, child.Hostile);
        Assert.Equal([child], _tracker.FindByHostile(new HostileValue("v")));
    }

    [Fact]
    public void A_value_that_throws_when_it_is_looked_at_harms_neither_the_end_nor_another_child()
    {
        var value = new HostileValue("v");
        Session child = Open("a", session => session.Hostile = value);
        Session other = Open("b", session => session.Hostile = new HostileValue("w"));
        value.OnHash = value.OnEquals = static () => throw new InvalidTimeZoneException();

        Assert.True(_world.Result(_tracker.StopAsync("a")));
        value.OnHash = value.OnEquals = static () => { };

        Assert.Empty(_tracker.FindByHostile(value));
        Assert.Equal([other], _tracker.FindByHostile(new HostileValue("w")));
        Assert.Equal(ExitReason.Stopped, _world.Result(child.Completion).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_value_that_is_compared_for_long_delays_no_other_write(int comparison)
    {
        Session child = Open("a");
        Session other = Open("b", static session => session.Hostile = new HostileValue("w"));
        var comparisons = 0;
        bool? goesOn = null;
        var value = new HostileValue("v")
        {
            OnEquals = () =>
            {
                if (++comparisons != comparison)
                    return;
                Task write = Threads.Run(() => other.Hostile = null);
                goesOn = write.Wait(Threads.Timeout);
            },
        };

        child.Hostile = value;
        child.Hostile = null;
        child.Hostile = value;

        Assert.True(goesOn ?? comparisons < comparison);
        Assert.Equal([child], _tracker.FindByHostile(new HostileValue("v")));
        Assert.Equal([other], _tracker.FindByHostile(null));
    }

    [Fact]
    public void A_start_whose_value_throws_fails_and_frees_its_key()
    {
        var hostile = new HostileValue("w") { OnHash = static () => throw new InvalidTimeZoneException() };

        Task<Session> opening = _tracker.FindOrOpenAsync("a", session => session.Hostile = hostile).AsTask();
        _world.Settle();

        Assert.IsType<InvalidTimeZoneException>(Assert.IsType<ChildStartException>(opening.Exception!.InnerException).InnerException);
        Assert.Empty(_tracker.GetChildren());
        Assert.Empty(_tracker.FindByOwner(null));
    }

    private static void AssertEmpty(ChildGroup<Session> group)
    {
        Assert.Empty(group);
        Assert.True(group.Count == 0, $"The count is {group.Count}.");
    }

    private Session Open(string key, Action<Session>? initialize = null, RunEnds? ends = null, RestartPolicy restart = RestartPolicy.Temporary) =>
        _world.Result(_tracker.FindOrOpenAsync(key, initialize, run: ends is null ? null : ends.RunAsync, options: new ChildOptions { Restart = restart }));
}
