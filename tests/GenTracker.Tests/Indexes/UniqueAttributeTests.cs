using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Indexes;

/// <summary>Promise 17, of attributes with <c>Unique</c>: one child at most holds a value, from its write until it has ended.</summary>
public sealed class UniqueAttributeTests : IDisposable
{
    private readonly World _world = new();
    private readonly SessionTracker _tracker;

    public UniqueAttributeTests() => _tracker = new SessionTracker(_world.Options);

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
        Session child = Open("a");
        Assert.Null(_tracker.FindByToken("t"));

        child.Token = "t";
        Assert.Same(child, _tracker.FindByToken("t"));

        child.Token = "u";
        Assert.Null(_tracker.FindByToken("t"));
        Assert.Same(child, _tracker.FindByToken("u"));
    }

    [Fact]
    public void A_value_that_another_child_holds_is_refused_and_nothing_changes()
    {
        Session holder = Open("holder", static session => session.Token = "t");
        Session child = Open("a", static session => session.Token = "u");

        var set = Assert.Throws<AttributeValueTakenException>(() => child.Token = "t");
        var exchanged = Assert.Throws<AttributeValueTakenException>(() => child.ExchangeToken("t"));
        var updated = Assert.Throws<AttributeValueTakenException>(() => child.UpdateToken(static _ => "t"));
        Assert.Throws<AttributeValueTakenException>(() => child.UpdateToken(static (_, token) => token, "t"));
        Assert.False(child.TrySetToken("t"));

        Assert.Equal(("Session", "a", "holder", "Token"), (set.TrackerName, set.Key, set.HolderKey, set.AttributeName));
        Assert.Equal(("holder", "holder"), (exchanged.HolderKey, updated.HolderKey));
        Assert.Equal(
            "Tracker Session: the child of a cannot take this Token, since holder holds it until it ends or takes another value. "
                + "Use TrySetToken if the value may be taken.",
            set.Message);
        Assert.Equal("u", child.Token);
        Assert.Same(holder, _tracker.FindByToken("t"));
        Assert.Same(child, _tracker.FindByToken("u"));
    }

    [Fact]
    public void A_value_is_free_once_its_holder_has_another_or_has_ended()
    {
        Session first = Open("a", static session => session.Token = "t");
        Session second = Open("b");

        first.Token = "u";
        Assert.True(second.TrySetToken("t"));
        Assert.Same(second, _tracker.FindByToken("t"));

        _world.Result(_tracker.StopAsync("b"));
        Assert.True(first.TrySetToken("t"));
        Assert.Same(first, _tracker.FindByToken("t"));
    }

    [Fact]
    public void Null_is_nobodys()
    {
        Session first = Open("a");
        Session second = Open("b", static session => session.Token = "t");

        second.Token = null;

        Assert.Null(first.Token);
        Assert.Null(_tracker.FindByToken(null!));
        Assert.True(first.TrySetToken("t"));
        Assert.True(second.TrySetToken(null));
    }

    [Fact]
    public void A_child_may_write_its_own_value_again()
    {
        Session child = Open("a", static session => session.Email = "Ann@x");

        child.Email = "ann@X";

        Assert.Equal("ann@X", child.Email);
        Assert.Same(child, _tracker.FindByEmail("ANN@X"));
        child.Email = null;
        Assert.Null(_tracker.FindByEmail("ann@x"));
        Assert.True(Open("b").TrySetEmail("ANN@X"));
    }

    [Fact]
    public void The_constructor_of_an_open_takes_a_value_or_the_start_fails()
    {
        Open("holder", static session => session.Token = "t");

        Task<Session> opening = _tracker.FindOrOpenAsync("a", static session => (session.Owner, session.Token) = ("ann", "t")).AsTask();
        _world.Settle();

        var failure = Assert.IsType<ChildStartException>(opening.Exception!.InnerException);
        Assert.Equal("holder", Assert.IsType<AttributeValueTakenException>(failure.InnerException).HolderKey);
        Assert.Single(_tracker.GetChildren());
        Assert.Empty(_tracker.FindByOwner("ann"));
        _world.Result(_tracker.StopAsync("holder"));
        Assert.Same(Open("a", static session => session.Token = "t"), _tracker.FindByToken("t"));
    }

    [Fact]
    public void A_starting_child_holds_its_value_and_is_not_found()
    {
        var started = new TaskCompletionSource();
        Task<Session> opening = _tracker.FindOrOpenAsync("a", start: session =>
        {
            session.Token = "t";
            return started.Task;
        }).AsTask();
        _world.Settle();
        Session other = Open("b");

        Assert.Equal("a", Assert.Throws<AttributeValueTakenException>(() => other.Token = "t").HolderKey);
        Assert.Null(_tracker.FindByToken("t"));

        _world.Run(started.SetResult);
        Assert.Same(_world.Result(opening), _tracker.FindByToken("t"));
    }

    [Fact]
    public void A_failed_start_frees_its_values()
    {
        Task<Session> opening = _tracker.FindOrOpenAsync("a", static session => session.Token = "t", start: static _ => throw new InvalidTimeZoneException())
            .AsTask();
        _world.Settle();

        Assert.IsType<ChildStartException>(opening.Exception!.InnerException);
        Assert.True(Open("b").TrySetToken("t"));
    }

    [Fact]
    public async Task An_ending_child_holds_its_value_until_it_has_ended()
    {
        var ends = new RunEnds(_world);
        Session child = Open("a", static session => session.Token = "t", ends: ends);
        Session other = Open("b");
        bool isFreeAfterwards = false;
        Task observed = child.Completion.ContinueWith(_ => isFreeAfterwards = other.TrySetToken("t"), TaskScheduler.Default);

        Task<bool> stopped = _tracker.StopAsync("a");
        Assert.Null(_tracker.FindByToken("t"));
        Assert.False(other.TrySetToken("t"));

        _world.Result(stopped);
        await observed;
        Assert.True(isFreeAfterwards);
    }

    [Fact]
    public void An_ended_child_throws_rather_than_say_that_a_value_is_taken()
    {
        Session child = Open("a");
        _world.Result(_tracker.StopAsync("a"));

        Assert.Throws<ChildTerminatedException>(() => child.TrySetToken("t"));
        Assert.Throws<ChildTerminatedException>(() => child.Token = "t");

        Assert.True(Open("b").TrySetToken("t"));
    }

    [Fact]
    public void An_adoption_takes_its_values_or_changes_nothing()
    {
        Open("holder", static session => session.Token = "t");
        var child = new Session { Token = "t", Email = "ann@x" };

        var refusal = Assert.Throws<AttributeValueTakenException>(() => _tracker.AddExisting("a", child));

        Assert.Equal(("a", "holder"), (refusal.Key, refusal.HolderKey));
        Assert.Single(_tracker.GetChildren());
        Assert.True(Open("b").TrySetEmail("ann@x"));
        child.Token = "u";
        child.Email = null;
        _tracker.AddExisting("a", child);
        Assert.Same(child, _tracker.FindByToken("u"));
    }

    [Fact]
    public void A_value_that_survives_is_held_through_the_restart()
    {
        var seat = Guid.NewGuid();
        var ends = new RunEnds(_world);
        Session first = Open("a", ends: ends, restart: RestartPolicy.Transient);
        Session other = Open("b");
        first.Seat = seat;
        first.Token = "t";

        ends.Fail();
        _world.Settle();
        Assert.Equal(ChildState.Restarting, _tracker.GetChildren().Single(static child => child.Key == "a").State);
        Assert.Equal("a", Assert.Throws<AttributeValueTakenException>(() => other.Seat = seat).HolderKey);
        Assert.Null(_tracker.FindBySeat(seat));
        Assert.True(other.TrySetToken("t"));

        _world.Advance(TimeSpan.FromSeconds(10));
        Session second = _tracker.Find("a")!;
        Assert.NotSame(first, second);
        Assert.Same(second, _tracker.FindBySeat(seat));
        Assert.False(other.TrySetSeat(seat));

        second.Seat = null;
        Assert.True(other.TrySetSeat(seat));
    }

    [Fact]
    public void A_successor_that_gives_up_what_survived_frees_it_when_it_runs()
    {
        var seat = Guid.NewGuid();
        var ends = new RunEnds(_world);
        var started = new TaskCompletionSource();
        int starts = 0;
        _world.Result(_tracker.FindOrOpenAsync(
            "a",
            start: session =>
            {
                session.Seat = starts == 0 ? seat : null;
                return starts++ == 0 ? Task.CompletedTask : started.Task;
            },
            run: ends.RunAsync,
            options: new ChildOptions { Restart = RestartPolicy.Transient }));
        Session other = Open("b");

        ends.Fail();
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, starts);
        Assert.False(other.TrySetSeat(seat));

        _world.Run(started.SetResult);
        Assert.True(other.TrySetSeat(seat));
    }

    [Fact]
    public void A_failed_restart_still_holds_what_survives_for_the_next_one()
    {
        var seat = Guid.NewGuid();
        var ends = new RunEnds(_world);
        int starts = 0;
        Session first = _world.Result(_tracker.FindOrOpenAsync(
            "a",
            start: _ => starts++ == 1 ? throw new InvalidTimeZoneException() : Task.CompletedTask,
            run: ends.RunAsync,
            options: new ChildOptions { Restart = RestartPolicy.Transient }));
        first.Seat = seat;
        Session other = Open("b");

        ends.Fail();
        while (starts < 2)
            _world.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Null(_tracker.Find("a"));
        Assert.False(other.TrySetSeat(seat));

        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Same(_tracker.Find("a"), _tracker.FindBySeat(seat));
        Assert.NotNull(_tracker.FindBySeat(seat));
    }

    [Fact]
    public void A_stop_during_the_delay_frees_what_was_to_survive()
    {
        var seat = Guid.NewGuid();
        var ends = new RunEnds(_world);
        Session first = Open("a", ends: ends, restart: RestartPolicy.Transient);
        first.Seat = seat;
        ends.Fail();
        _world.Settle();

        _world.Result(_tracker.StopAsync("a"));

        Assert.True(Open("b").TrySetSeat(seat));
    }

    [Fact]
    public void A_takeover_shares_the_value_of_the_child_that_it_replaces()
    {
        var ends = new RunEnds(_world);
        Session first = Open("a", static session => session.Token = "t", ends: ends);
        var second = new Session { Token = "t" };

        Task<ChildRegistration> takeover = _tracker.TakeOverAsync("a", second);
        Assert.False(Open("b").TrySetToken("t"));
        ChildRegistration registration = _world.Result(takeover);

        Assert.Same(second, _tracker.FindByToken("t"));
        Assert.False(Open("c").TrySetToken("t"));
        var third = new Session { Token = "t" };
        takeover = _tracker.TakeOverAsync("a", third);
        _world.Finish(registration.DisposeAsync().AsTask());
        _world.Result(takeover);
        Assert.Same(third, _tracker.FindByToken("t"));
        Assert.NotEqual(ExitReason.Completed, _world.Result(first.Completion).Reason);
    }

    [Fact]
    public void A_takeover_with_the_value_of_another_key_stops_nobody()
    {
        Open("holder", static session => session.Token = "t");
        Session first = Open("a");
        var second = new Session { Token = "t" };

        Task<ChildRegistration> takeover = _tracker.TakeOverAsync("a", second);

        Assert.Equal("holder", Assert.IsType<AttributeValueTakenException>(takeover.Exception!.InnerException).HolderKey);
        Assert.Same(first, _tracker.Find("a"));
    }

    [Fact]
    public void A_takeover_that_is_withdrawn_frees_its_value()
    {
        Session first = Open("a", ends: new RunEnds(_world));
        using var cancellation = new CancellationTokenSource();
        Task<ChildRegistration> takeover = _tracker.TakeOverAsync("a", new Session { Token = "t" }, cancellationToken: cancellation.Token);

        cancellation.Cancel();
        _world.Settle();

        Assert.True(takeover.IsCanceled);
        Assert.True(Open("b").TrySetToken("t"));
        Assert.True(first.Completion.IsCompleted);
    }

    [Fact]
    public void A_reopened_key_takes_the_value_of_the_child_that_it_replaces()
    {
        Open("a", static session => session.Token = "t");

        Session second = _world.Result(_tracker.ReopenAsync("a", static session => session.Token = "t"));

        Assert.Same(second, _tracker.FindByToken("t"));
    }

    [Fact]
    public void A_child_that_is_abandoned_holds_nothing()
    {
        var never = new TaskCompletionSource();
        Session deaf = _world.Result(_tracker.FindOrOpenAsync(
            "a", static session => session.Token = "t", run: _ => never.Task, options: new ChildOptions { StopTimeout = TimeSpan.Zero }));
        Task<bool> stopped = _tracker.StopAsync("a");
        _world.Advance(TimeSpan.FromMinutes(1));
        _world.Result(stopped);
        never.SetResult();

        Assert.True(deaf.Completion.IsCompleted);
        Assert.True(Open("b").TrySetToken("t"));
    }

    private Session Open(string key, Action<Session>? initialize = null, RunEnds? ends = null, RestartPolicy restart = RestartPolicy.Temporary) =>
        _world.Result(_tracker.FindOrOpenAsync(key, initialize, run: ends is null ? null : ends.RunAsync, options: new ChildOptions { Restart = restart }));
}
