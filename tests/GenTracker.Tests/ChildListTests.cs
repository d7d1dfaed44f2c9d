using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What a tracker says of its children as a whole.</summary>
public sealed class ChildListTests
{
    private readonly World _world = new(options => options.Restart = RestartPolicy.Transient);

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void Each_state_of_a_key_is_listed_with_its_child_and_only_running_ones_are_counted_and_enumerated()
    {
        DateTimeOffset zero = _world.Time.GetUtcNow();
        Probe running = _world.Open("running");
        var adopted = new Probe();
        Tracker.AddExisting("adopted", adopted);
        Probe terminating = _world.Open("terminating", static probe => probe.OnAfterTerminate = static (_, _) => new TaskCompletionSource().Task);
        _ = Tracker.StopAsync("terminating");
        Probe abandoned = _world.Open(
            "abandoned", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task, new ChildOptions { StopTimeout = TimeSpan.Zero });
        _ = Tracker.StopAsync("abandoned");
        _world.Settle();
        Probe restarting = _world.Open("restarting", static probe => probe.OnRun = static _ => throw new InvalidOperationException("lost the source"));
        _ = Tracker.OpenAsync("starting", static probe => probe.OnStart = static _ => new TaskCompletionSource().Task).AsTask();
        _world.Settle();
        Probe starting = Tracker.Made[^1];

        var listed =
            Tracker.GetChildren().OrderBy(info => info.Key, StringComparer.Ordinal).Select(info => (info.Key, info.State, info.Child, info.LastExit?.Reason));

        Assert.Equal(
            [
                ("abandoned", ChildState.Abandoned, abandoned, ExitReason.Abandoned),
                ("adopted", ChildState.Running, adopted, null),
                ("restarting", ChildState.Restarting, restarting, ExitReason.Failed),
                ("running", ChildState.Running, running, null),
                ("starting", ChildState.Starting, starting, null),
                ("terminating", ChildState.Terminating, terminating, ExitReason.Stopped),
            ],
            listed.ToArray());
        Assert.All(Tracker.GetChildren(), info => Assert.Equal((0, zero), (info.Restarts, info.StartedAt)));
        int count = Tracker.Count;
        Assert.Equal(2, count);
        Assert.Equal(new[] { running, adopted }.ToHashSet(), Tracker.ToHashSet());
    }

    [Fact]
    public void A_restarted_child_is_listed_with_its_incarnation_its_restarts_and_the_last_exit()
    {
        var runs = new RunEnds(_world);
        _world.Open("a", runs.Script);
        for (int restart = 0; restart < 2; restart++)
        {
            runs.Fail();
            _world.Advance(TimeSpan.FromSeconds(1));
        }

        ChildInfo<string, Probe> info = Assert.Single(Tracker.GetChildren());

        Assert.Equal((ChildState.Running, 3, 2), (info.State, info.Incarnation, info.Restarts));
        Assert.Same(Tracker.Made[2], info.Child);
        Assert.Equal(Tracker.Made[1].Exits[0], info.LastExit);
        Assert.Equal(Tracker.Made[1].Exits[0].EndedAt.AddMilliseconds(100), info.StartedAt);
    }

    [Fact]
    public void A_restarted_child_that_runs_its_termination_callback_is_listed_with_its_own_exit_and_not_the_one_before()
    {
        var lastWords = new TaskCompletionSource();
        var runs = new RunEnds(_world);
        _world.Open("a", runs.Script);
        runs.Fail();
        _world.Advance(TimeSpan.FromSeconds(1));
        Tracker.Made[1].OnAfterTerminate = (_, _) => lastWords.Task;
        runs.Fail();

        ChildInfo<string, Probe> info = Assert.Single(Tracker.GetChildren());

        Assert.Equal((ChildState.Terminating, 2), (info.State, info.LastExit?.Incarnation));
    }

    [Fact]
    public void A_child_whose_constructor_runs_is_listed_without_an_object()
    {
        ChildInfo<string, Probe>? info = null;

        _world.Result(Tracker.OpenAsync("a", _ =>
        {
            info = Assert.Single(Tracker.GetChildren());
            return new Probe();
        }));

        Assert.Equal((ChildState.Starting, null), (info!.State, info.Child));
    }

    [Fact]
    public void An_enumeration_may_go_on_while_children_come_and_go()
    {
        for (int child = 0; child < 100; child++)
            _world.Open("k" + child);
        int seen = 0;

        foreach (Probe probe in Tracker)
        {
            seen++;
            _world.Result(Tracker.StopAsync(probe.Key));
        }

        Assert.Equal(100, seen);
        Assert.Empty(Tracker);
    }

    [Fact]
    public void An_idle_tracker_is_settled_and_so_is_one_whose_children_run()
    {
        Assert.True(Tracker.WhenSettledAsync().IsCompletedSuccessfully);
        _world.Open("a");
        Tracker.AddExisting("b", new Probe());

        Assert.True(Tracker.WhenSettledAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_tracker_settles_when_the_last_child_has_started_restarted_or_ended()
    {
        var start = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        _world.Open("ending", probe => probe.OnAfterTerminate = (_, _) => end.Task);
        _ = Tracker.StopAsync("ending");
        var runs = new RunEnds(_world);
        _world.Open("restarting", runs.Script);
        runs.Fail();
        _ = Tracker.OpenAsync("starting", probe => probe.OnStart = _ => start.Task).AsTask();

        Task settled = Tracker.WhenSettledAsync();
        _world.Run(start.SetResult);
        bool whenStarted = settled.IsCompleted;
        _world.Run(end.SetResult);
        bool whenEnded = settled.IsCompleted;
        _world.Advance(TimeSpan.FromMilliseconds(50));

        Assert.False(whenStarted);
        Assert.False(whenEnded);
        _world.Finish(settled);
    }

    [Fact]
    public void A_failed_start_and_a_closed_tracker_are_settled_too()
    {
        var start = new TaskCompletionSource();
        _ = Tracker.OpenAsync("a", probe => probe.OnStart = _ => start.Task).AsTask();
        _world.Open("b");
        Task settled = Tracker.WhenSettledAsync();
        _world.Run(() => start.SetException(new InvalidOperationException("no source")));

        _world.Finish(settled);
        Task closing = Tracker.CloseAsync();
        Task afterClose = Tracker.WhenSettledAsync();

        _world.Finish(closing);
        _world.Finish(afterClose);
    }

    [Fact]
    public void A_cancelled_wait_for_settling_changes_nothing_for_the_others()
    {
        using var patience = new CancellationTokenSource();
        var start = new TaskCompletionSource();
        _ = Tracker.OpenAsync("a", probe => probe.OnStart = _ => start.Task).AsTask();
        Task cancelled = Tracker.WhenSettledAsync(patience.Token);
        Task other = Tracker.WhenSettledAsync();

        _world.Run(patience.Cancel);
        bool waited = !other.IsCompleted;
        _world.Run(start.SetResult);

        Assert.True(cancelled.IsCanceled);
        Assert.True(waited);
        _world.Finish(other);
    }

    [Fact]
    public void An_abandoned_child_keeps_a_tracker_from_nothing()
    {
        _world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        _ = Tracker.StopAsync("a");
        Task settled = Tracker.WhenSettledAsync();

        _world.Advance(TimeSpan.FromSeconds(5));

        _world.Finish(settled);
        Assert.Equal(1, Tracker.AbandonedCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Incarnation_numbers_rise_even_where_another_life_of_the_key_comes_and_goes_during_an_open(int look)
    {
        var tracker = new HookedTracker(_world.Options);
        var key = new HookedKey("a");
        long before = 0;
        key.AtLook(look, () => before = LiveOnce(tracker, key));

        Hooked opened = _world.Result(tracker.FindOrOpenAsync(key));

        Assert.InRange(opened.Incarnation, before + 1, long.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Incarnation_numbers_rise_even_where_another_life_of_the_key_comes_and_goes_during_an_adoption(int look)
    {
        var tracker = new HookedTracker(_world.Options);
        var key = new HookedKey("a");
        long before = 0;
        key.AtLook(look, () => before = LiveOnce(tracker, key));
        var adopted = new Hooked();

        tracker.AddExisting(key, adopted);

        Assert.InRange(adopted.Incarnation, before + 1, long.MaxValue);
    }

    private long LiveOnce(HookedTracker tracker, HookedKey key)
    {
        Hooked child = _world.Result(tracker.FindOrOpenAsync(key));
        _world.Result(tracker.StopAsync(key));
        return child.Incarnation;
    }
}
