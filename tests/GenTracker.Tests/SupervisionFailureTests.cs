using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Where the tracker's own steps throw, because a clock or a key type does: that costs the child its last words, and nobody else anything.</summary>
public sealed class SupervisionFailureTests : IDisposable
{
    private const int LookThatShows = 4;
    private const int LookThatShowsAdopted = 3;
    private const int LookForWaits = 5;
    private const int LookThatHides = 2;

    private readonly RecordingLog _log = new();
    private readonly InvalidOperationException _fault = new("out of order");

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_clock_that_throws_as_a_child_ends_fails_that_child_and_frees_its_key()
    {
        var world = new World(loggerFactory: _log);
        var events = new EventLog(world);
        var gate = new TaskCompletionSource();
        DateTimeOffset startedAt = world.Time.GetUtcNow();
        Probe child = world.Open("a", probe => probe.OnRun = _ => gate.Task);
        world.Advance(TimeSpan.FromSeconds(1));
        world.Time.OnNow = () => throw _fault;

        world.Run(gate.SetResult);
        world.Time.OnNow = null;

        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
        AssertOver(world, child, ExitReason.Failed);
        Assert.Equal(startedAt, world.Result(child.Completion).EndedAt);
        Assert.Equal(["Synced", "Started a", "Terminated a Failed"], events.Told.Take(3));
    }

    [Fact]
    public void A_clock_that_throws_as_a_child_is_published_fails_its_openers_with_that()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent, loggerFactory: _log);
        var gate = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();
        world.Time.OnNow = () => throw _fault;

        world.Run(gate.SetResult);
        world.Time.OnNow = null;

        ChildStartException failure = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Same(_fault, failure.InnerException);
        AssertOver(world, world.Tracker.Made[0], ExitReason.StartFailed);
    }

    [Fact]
    public void A_clock_that_throws_as_a_failed_start_is_cleared_away_leaves_its_openers_the_reason_of_the_start()
    {
        var world = new World(static options => options.SharesTimers = true, loggerFactory: _log);
        var cause = new InvalidOperationException("no source");
        var looks = new Queue<Action>([static () => { }, () => throw _fault]);
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ =>
        {
            world.Time.OnNow = () => looks.Dequeue()();
            throw cause;
        }).AsTask();

        world.Settle();
        world.Time.OnNow = null;

        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
        Assert.Same(cause, Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
    }

    [Theory]
    [InlineData(LookThatShows)]
    [InlineData(LookForWaits)]
    public void A_key_type_that_throws_as_its_child_is_published_costs_that_child_alone(int look)
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        Task<Hooked> waiting = tracker.WaitForAsync(new HookedKey("a"), static _ => false);
        HookedKey key = new("a");
        key.AtLook(look, () => throw _fault);

        Task<Hooked> opening = tracker.FindOrOpenAsync(key).AsTask();
        world.Settle();

        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
        Assert.Null(tracker.Find(key));
        Assert.Empty(tracker.GetChildren());
        Assert.True(opening.IsCompleted);
        Assert.True(tracker.WhenSettledAsync().IsCompletedSuccessfully);
        Assert.NotNull(world.Result(tracker.FindOrOpenAsync(key)));
        world.Finish(tracker.CloseAsync());
        Assert.True(waiting.IsFaulted);
    }

    [Fact]
    public void A_key_type_that_throws_as_its_child_is_stopped_fails_that_stop_and_not_the_next()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(key));
        key.AtLook(LookThatHides, () => throw _fault);

        Assert.Same(_fault, Record.Exception(() => { _ = tracker.StopAsync(key); }));
        Assert.Same(child, tracker.Find(key));

        Assert.True(world.Result(tracker.StopAsync(key)));
        Assert.Equal(ExitReason.Stopped, world.Result(child.Completion).Reason);
    }

    [Fact]
    public void An_adopted_child_whose_key_throws_as_it_is_published_is_told_to_stop_and_its_key_is_free()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        key.AtLook(LookThatShowsAdopted, () => throw _fault);
        Hooked child = new();

        ChildRegistration registration = tracker.AddExisting(key, child);
        world.Settle();

        Assert.True(registration.Stopping.IsCancellationRequested);
        Assert.Equal(ExitReason.Failed, world.Result(child.Completion).Reason);
        Assert.Empty(tracker.GetChildren());
        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
    }

    [Fact]
    public void A_key_type_that_throws_again_as_its_child_is_removed_is_logged_twice_and_throws_at_nobody()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        var again = new InvalidOperationException("out of order again");
        key.AtLook(LookThatShows, () =>
        {
            key.AtLook(1, () => throw again);
            throw _fault;
        });

        _ = tracker.FindOrOpenAsync(key).AsTask();
        world.Settle();

        Assert.Equal([_fault, again], _log.Entries.Where(static entry => entry.Id == 13).Select(static entry => entry.Exception));
    }

    private static void AssertOver(World world, Probe child, ExitReason reason)
    {
        Assert.Equal(reason, world.Result(child.Completion).Reason);
        Assert.False(child.TryIncrementCount(1, out _));
        Assert.Null(world.Tracker.Find("a"));
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
        Assert.NotSame(child, world.Open("a"));
        world.Finish(world.Tracker.CloseAsync());
    }
}
