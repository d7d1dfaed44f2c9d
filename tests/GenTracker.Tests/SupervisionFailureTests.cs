using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>
/// Where the tracker's own steps throw, because a clock or a key type does: that costs the child its termination callback, and nobody else anything.
/// </summary>
public sealed class SupervisionFailureTests : IDisposable
{
    private const int LookThatShows = 4;
    private const int LookThatShowsAdopted = 3;
    private const int LookForWaits = 5;
    private const int LookThatHides = 2;
    private const int LookThatAdds = 3;
    private const int LookThatAddsAdopted = 2;
    private const int LookThatHidesToRetire = 1;

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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(LookThatAdds)]
    public void A_key_type_that_throws_as_it_is_opened_is_told_to_that_caller_and_leaves_nothing(int look)
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        key.AtLook(look, () => throw _fault);

        Assert.Same(_fault, Record.Exception(() => { _ = tracker.FindOrOpenAsync(key).AsTask(); }));

        AssertNothingLeft(world, tracker);
    }

    [Fact]
    public void A_key_type_that_throws_as_it_is_adopted_leaves_nothing_and_its_object_may_be_adopted_again()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = new();
        key.AtLook(LookThatAddsAdopted, () => throw _fault);

        Assert.Same(_fault, Record.Exception(() => tracker.AddExisting(key, child)));

        Assert.True(tracker.WhenSettledAsync().IsCompletedSuccessfully);
        tracker.AddExisting(key, child);
        Assert.Same(child, tracker.Find(key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clock_that_throws_as_a_key_is_taken_is_told_to_that_caller_and_leaves_nothing(bool isOpened)
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = new();
        world.Time.OnNow = () => throw _fault;

        Exception? told = isOpened
            ? Record.Exception(() => { _ = tracker.FindOrOpenAsync(key).AsTask(); })
            : Record.Exception(() => tracker.AddExisting(key, child));
        world.Time.OnNow = null;

        Assert.Same(_fault, told);
        AssertNothingLeft(world, tracker);
    }

    [Fact]
    public void A_clock_that_throws_as_a_start_is_given_its_timeout_fails_the_openers_with_that()
    {
        var world = new World(static options => options.SharesTimers = true, loggerFactory: _log);
        var looks = new Queue<Action>([static () => { }, () => throw _fault]);
        world.Time.OnNow = () => looks.Dequeue()();

        Task<Probe> opening = world.Tracker.OpenAsync("a").AsTask();
        world.Time.OnNow = null;

        Assert.Same(_fault, Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        Assert.Empty(world.Tracker.Made);
        Assert.NotNull(world.Open("a"));
        world.Finish(world.Tracker.CloseAsync());
    }

    [Fact]
    public void A_clock_that_throws_as_a_life_follows_another_fails_those_who_waited_for_it()
    {
        var world = new World(loggerFactory: _log);
        var words = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => words.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Task<Probe> next = world.Tracker.OpenAsync("a").AsTask();
        world.Time.OnNow = () => throw _fault;

        world.Run(words.SetResult);
        world.Time.OnNow = null;

        Assert.True(world.Result(stop));
        Assert.Same(_fault, Assert.Throws<ChildStartException>(() => world.Result(next)).InnerException);
        Assert.Contains(_log.Entries, entry => entry.Id == 13 && entry.Exception == _fault);
        Assert.NotNull(world.Open("a"));
        world.Finish(world.Tracker.CloseAsync());
    }

    [Fact]
    public void A_clock_that_throws_as_a_child_is_stopped_leaves_it_no_time_and_fails_nobody()
    {
        var world = new World(static options => options.SharesTimers = true, loggerFactory: _log);
        Probe child = world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        world.Time.OnNow = () => throw _fault;

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Time.OnNow = null;

        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Abandoned, world.Result(child.Completion).Reason);
        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
    }

    [Fact]
    public void A_key_type_that_throws_as_the_tracker_closes_keeps_neither_it_nor_the_other_children_from_their_end()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(key));
        Hooked other = world.Result(tracker.FindOrOpenAsync(new HookedKey("b")));
        key.AtLook(1, () => throw _fault);

        world.Finish(tracker.CloseAsync());

        Assert.Equal(ExitReason.TrackerClosed, world.Result(child.Completion).Reason);
        Assert.Equal(ExitReason.TrackerClosed, world.Result(other.Completion).Reason);
        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
    }

    [Fact]
    public void A_key_type_that_throws_as_its_child_retires_does_not_keep_it_from_its_end()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(key));
        key.AtLook(LookThatHidesToRetire, () => throw _fault);

        Assert.True(child.TryRetireAtUsers(0));

        Assert.Equal(ExitReason.Retired, world.Result(child.Completion).Reason);
        Assert.Empty(tracker.GetChildren());
        Assert.Same(_fault, Assert.Single(_log.Entries, entry => entry.Id == 13).Exception);
    }

    private static void AssertNothingLeft(World world, HookedTracker tracker)
    {
        Assert.Empty(tracker.GetChildren());
        Assert.True(tracker.WhenSettledAsync().IsCompletedSuccessfully);
        world.Finish(tracker.CloseAsync());
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
