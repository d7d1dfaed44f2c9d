using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Starts that fail, are stopped, or never end: the opener is told why, and nothing is left behind.</summary>
public sealed class StartFailureTests
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void A_constructor_that_throws_is_the_cause()
    {
        var world = new World();
        var cause = new FormatException("bad name");

        ChildStartException told = FailsToOpen(world, _ => throw cause);

        Assert.Same(cause, told.InnerException);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_factory_that_returns_null_is_told_so()
    {
        var world = new World();

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", (string _) => null!);
        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.IsType<InvalidOperationException>(told.InnerException);
        Assert.Contains("null", told.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_factory_that_returns_an_object_that_has_ended_is_told_so_and_the_object_is_left_alone()
    {
        var world = new World();
        Probe used = world.Open("b");
        world.Result(world.Tracker.StopAsync("b"));
        List<string> before = [.. used.Steps];

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", (string _) => used);
        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.Contains("make a new one", told.Message, StringComparison.Ordinal);
        Assert.Equal(before, used.Steps);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_factory_that_returns_a_running_child_does_that_child_no_harm()
    {
        var world = new World();
        Probe running = world.Open("b");

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", (string _) => running);
        Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.Same(running, world.Tracker.Find("b"));
        Assert.Equal("b", running.Key);
        Assert.Equal(1, running.IncrementCount());
        Assert.Equal(["start", "started", "run"], running.Steps);
    }

    [Fact]
    public void A_child_without_a_run_is_told_to_be_adopted_instead()
    {
        var world = new World();
        var tracker = new PlainTracker(world.Options);

        ValueTask<PlainChild> opening = tracker.OpenAsync("a");
        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.Contains("ITrackedChild", told.Message, StringComparison.Ordinal);
        Assert.Contains("AddExisting", told.Message, StringComparison.Ordinal);
        Assert.Empty(tracker.GetChildren());
    }

    [Fact]
    public void A_failed_start_seals_completes_and_disposes_the_child_without_its_termination_callback()
    {
        var world = new World();
        var cause = new InvalidOperationException("no source");

        FailsToOpen(world, probe => probe.OnStart = _ => throw cause);

        Probe failed = world.Tracker.Made.Single();
        Assert.Equal(["start", "dispose"], failed.Steps);
        Assert.Throws<ChildTerminatedException>(() => failed.IncrementCount());
        ChildExit exit = world.Result(failed.Completion);
        Assert.Equal(ExitReason.StartFailed, exit.Reason);
        Assert.Same(cause, exit.Exception);
        Assert.False(exit.WillRestart);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void The_openers_are_told_of_a_failed_start_only_when_the_child_is_disposed_and_the_key_is_free()
    {
        var world = new World();
        var disposing = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => throw new InvalidOperationException("no source");
            probe.OnDispose = () => new ValueTask(disposing.Task);
        }).AsTask();
        world.Settle();

        Assert.False(opening.IsCompleted);
        Assert.Equal(ChildState.Terminating, world.Tracker.GetChildren().Single().State);
        world.Run(disposing.SetResult);

        Assert.Throws<ChildStartException>(() => world.Result(opening));
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void Nothing_of_a_failed_start_is_inherited()
    {
        var world = new World();
        FailsToOpen(world, probe =>
        {
            probe.IncrementCount(7);
            probe.IncrementSurvivor(7);
            probe.Title = "failed";
            probe.OnStart = _ => throw new InvalidOperationException("no source");
        });

        Probe next = world.Open("a");

        Assert.Equal(0, next.Count);
        Assert.Equal(0, next.Survivor);
        Assert.Equal("untitled", next.Title);
    }

    [Fact]
    public void A_start_that_heeds_its_token_ends_at_the_timeout_to_the_tick_and_is_not_abandoned()
    {
        var world = new World();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = UntilCancelled).AsTask();

        world.Advance(StartTimeout - Tick);
        Assert.False(opening.IsCompleted);
        world.Advance(Tick);

        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.IsType<TimeoutException>(told.InnerException);
        Assert.Contains("StartTimeout", told.Message, StringComparison.Ordinal);
        Assert.Equal(ExitReason.StartFailed, world.Result(world.Tracker.Made.Single().Completion).Reason);
        Assert.Equal(0, world.Tracker.AbandonedCount);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_start_that_fails_otherwise_after_the_timeout_is_told_with_its_own_failure()
    {
        var world = new World();
        var cause = new InvalidOperationException("the socket was closed");
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = async token =>
        {
            await Probe.RunUntilStopped(token).ConfigureAwait(false);
            throw cause;
        }).AsTask();

        world.Advance(StartTimeout);

        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.IsType<TimeoutException>(told.InnerException);
        Assert.Same(cause, told.InnerException.InnerException);
    }

    [Fact]
    public void A_start_that_succeeds_only_upon_its_cancelled_token_has_failed_and_is_ended_properly()
    {
        var world = new World();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = Probe.RunUntilStopped).AsTask();

        world.Advance(StartTimeout);

        Assert.IsType<TimeoutException>(Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        Probe late = world.Tracker.Made.Single();
        Assert.Equal(["start", "started", "after StartFailed", "dispose"], late.Steps);
        Assert.IsType<TimeoutException>(late.Exits.Single().Exception);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_first_start_that_succeeds_only_upon_its_cancelled_token_is_never_retried_whatever_the_policy()
    {
        var world = new World(static options => options.Restart = RestartPolicy.Permanent);
        Task<Probe> opening = world.Tracker.OpenAsync("a", static probe => probe.OnStart = Probe.RunUntilStopped).AsTask();

        world.Advance(StartTimeout + TimeSpan.FromDays(1));

        Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.False(Assert.Single(Assert.Single(world.Tracker.Made).Exits).WillRestart);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void The_openers_of_a_start_that_succeeds_in_spite_of_a_stop_are_told_of_the_stop()
    {
        var world = new World();
        Task<Probe> opening = world.Tracker.OpenAsync("a", static probe => probe.OnStart = Probe.RunUntilStopped).AsTask();
        world.Settle();

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Equal("The key was stopped while its child was starting.", Assert.IsType<OperationCanceledException>(told.InnerException).Message);
    }

    [Fact]
    public void A_restart_s_start_that_succeeds_only_upon_its_cancelled_token_is_tried_again_and_leaves_nothing_behind()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        world.Open("a", probe =>
        {
            switch (world.Tracker.Made.Count)
            {
                case 1:
                    probe.IncrementSurvivor(5);
                    probe.OnRun = _ => throw new InvalidOperationException("lost");
                    break;
                case 2:
                    probe.OnStart = token =>
                    {
                        probe.IncrementSurvivor(9);
                        return Probe.RunUntilStopped(token);
                    };
                    break;
            }
        });

        world.Advance(TimeSpan.FromMilliseconds(50));
        world.Advance(StartTimeout);
        Probe late = world.Tracker.Made[1];
        Assert.Equal(["start", "started", "after StartFailed", "dispose"], late.Steps);
        Assert.True(late.Exits.Single().WillRestart);
        Assert.Null(world.Tracker.Find("a"));
        world.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Same(world.Tracker.Made[2], world.Tracker.Find("a"));
        Assert.Equal(5, world.Tracker.Made[2].Survivor);
    }

    [Fact]
    public void A_start_that_ends_within_its_last_tick_has_a_child_that_runs_on_undisturbed()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        var stopping = default(CancellationToken);
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = token =>
            {
                stopping = token;
                return gate.Task;
            };
        }).AsTask();
        world.Advance(StartTimeout - Tick);

        world.Run(gate.SetResult);
        world.Advance(TimeSpan.FromDays(1));

        Assert.Same(world.Tracker.Find("a"), world.Result(opening));
        Assert.False(stopping.IsCancellationRequested);
    }

    [Fact]
    public void A_start_that_ignores_its_token_is_abandoned_at_the_timeout_and_its_key_is_free()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();

        world.Advance(StartTimeout - Tick);
        Assert.False(opening.IsCompleted);
        world.Advance(Tick);

        Assert.IsType<TimeoutException>(Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        Probe abandoned = world.Tracker.Made.Single();
        ChildExit exit = world.Result(abandoned.Completion);
        Assert.Equal(ExitReason.Abandoned, exit.Reason);
        Assert.Throws<ChildTerminatedException>(() => abandoned.IncrementCount());
        ChildInfo<string, Probe> listed = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal(ChildState.Abandoned, listed.State);
        Assert.Equal(exit, listed.LastExit);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        Assert.Same(world.Open("a"), world.Tracker.Find("a"));
        Assert.Equal(["start"], abandoned.Steps);
    }

    [Fact]
    public void A_start_that_ignores_its_token_and_succeeds_late_gets_its_termination_callback_is_disposed_and_was_never_findable()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();
        world.Advance(StartTimeout);
        Assert.Throws<ChildStartException>(() => world.Result(opening));

        world.Run(deaf.SetResult);

        Assert.Equal(["start", "started", "after Abandoned", "dispose"], world.Tracker.Made.Single().Steps);
        Assert.Null(world.Tracker.Find("a"));
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_start_that_ignores_its_token_and_fails_late_is_disposed_without_termination_callback()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();
        world.Advance(StartTimeout);
        Assert.Throws<ChildStartException>(() => world.Result(opening));

        world.Run(() => deaf.SetException(new InvalidOperationException("at last")));

        Assert.Equal(["start", "dispose"], world.Tracker.Made.Single().Steps);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void An_infinite_start_timeout_waits_for_ever()
    {
        var world = new World(options => options.StartTimeout = Timeout.InfiniteTimeSpan);
        var gate = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();

        world.Advance(TimeSpan.FromDays(365));
        Assert.False(opening.IsCompleted);
        Assert.Equal(0, world.Time.PendingTimers);
        world.Run(gate.SetResult);

        Assert.Same(world.Tracker.Find("a"), world.Result(opening));
    }

    [Fact]
    public void A_stop_cancels_a_start_and_the_openers_are_told()
    {
        var world = new World();
        Task<Probe>[] openings = [.. Enumerable.Range(0, 2).Select(_ => world.Tracker.OpenAsync("a", probe => probe.OnStart = UntilCancelled).AsTask())];
        world.Settle();

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(world.Result(stop));
        var told = Assert.Throws<ChildStartException>(() => world.Result(openings[0]));
        Assert.Same(told, Assert.Throws<ChildStartException>(() => world.Result(openings[1])));
        Assert.Equal("The key was stopped while its child was starting.", Assert.IsType<OperationCanceledException>(told.InnerException).Message);
        Assert.Contains("stopped", told.Message, StringComparison.Ordinal);
        Assert.Equal(["start", "dispose"], world.Tracker.Made.Single().Steps);
        AssertNothingIsLeft(world);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stop_right_behind_the_open_ends_it_whatever_comes_first(int seed)
    {
        var world = new World(seed: seed);
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = UntilCancelled).AsTask();

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(world.Result(stop));
        Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.All(world.Tracker.Made, probe => Assert.Equal("dispose", probe.Steps[^1]));
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_start_that_succeeds_in_spite_of_a_stop_is_ended_properly_and_was_never_findable()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Assert.False(stop.IsCompleted);
        Assert.Equal(ChildState.Terminating, world.Tracker.GetChildren().Single().State);

        var found = new List<Probe?>();
        world.Dispatcher.Post(new Dispatching.ActionWorkItem(gate.SetResult));
        do
            found.Add(world.Tracker.Find("a"));
        while (world.Dispatcher.RunOne());

        Assert.True(world.Result(stop));
        Assert.All(found, Assert.Null);
        Probe overtaken = world.Tracker.Made.Single();
        Assert.Equal(["start", "started", "after Stopped", "dispose"], overtaken.Steps);
        Assert.Equal(ExitReason.Stopped, world.Result(overtaken.Completion).Reason);
        Assert.IsType<OperationCanceledException>(Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void A_stop_in_the_last_instant_of_a_start_still_overtakes_it()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();
        world.Dispatcher.Post(new ActionWorkItem(gate.SetResult));
        Assert.True(world.Dispatcher.RunOne(), "The start ends.");

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(world.Result(stop));
        Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Equal(["start", "started", "after Stopped", "dispose"], world.Tracker.Made.Single().Steps);
        AssertNothingIsLeft(world);
    }

    [Fact]
    public void An_open_after_a_stop_of_a_starting_key_gets_a_fresh_child_with_its_own_arguments()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        Task<Probe> overtaken = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();
        Task<bool> stop = world.Tracker.StopAsync("a");

        Task<Probe> next = world.Tracker.OpenAsync("a", probe => probe.Title = "next").AsTask();
        world.Run(gate.SetResult);

        Assert.True(world.Result(stop));
        Assert.Throws<ChildStartException>(() => world.Result(overtaken));
        Assert.Equal("next", world.Result(next).Title);
        Assert.Same(world.Result(next), world.Tracker.Find("a"));
    }

    [Fact]
    public void A_start_that_ignores_its_token_and_is_stopped_is_abandoned_after_the_stop_timeout()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();
        world.Settle();
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(StopTimeout - Tick);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
        Assert.IsType<OperationCanceledException>(Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        Assert.Equal(ChildState.Abandoned, world.Tracker.GetChildren().Single().State);
        world.Run(deaf.SetResult);
        Assert.Equal(["start", "started", "after Abandoned", "dispose"], world.Tracker.Made.Single().Steps);
        AssertNothingIsLeft(world);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(Timeout.Infinite)]
    public void A_stop_gives_a_start_no_more_time_than_the_start_timeout_has_left(int stopTimeout)
    {
        var world = new World(options => options.StopTimeout = stopTimeout == Timeout.Infinite ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(stopTimeout));
        var deaf = new TaskCompletionSource();
        _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();
        world.Advance(StartTimeout - TimeSpan.FromSeconds(1));
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(1) - Tick);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
        Assert.Equal(1, world.Tracker.AbandonedCount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_clock_that_is_set_during_a_start_neither_gives_nor_takes_time_when_it_is_stopped(int hours)
    {
        var world = new World(static options => options.StopTimeout = StartTimeout);
        var deaf = new TaskCompletionSource();
        _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => deaf.Task).AsTask();
        world.Advance(StartTimeout - TimeSpan.FromSeconds(1));
        world.Time.Set = TimeSpan.FromHours(hours);
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(1) - Tick);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
    }

    [Fact]
    public void Openers_of_a_starting_key_are_told_when_the_tracker_closes()
    {
        var world = new World();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = UntilCancelled).AsTask();
        world.Settle();

        Task closing = world.Tracker.CloseAsync();

        world.Finish(closing);
        Assert.Equal("a", Assert.Throws<TrackerClosedException>(() => world.Result(opening)).Key);
        AssertNothingIsLeft(world);
    }

    private static ChildStartException FailsToOpen(World world, Action<Probe> script)
    {
        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", script);
        return Assert.Throws<ChildStartException>(() => world.Result(opening));
    }

    private static async Task UntilCancelled(CancellationToken cancellationToken)
    {
        await Probe.RunUntilStopped(cancellationToken).ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    private static void AssertNothingIsLeft(World world)
    {
        Assert.Null(world.Tracker.Find("a"));
        Assert.DoesNotContain(world.Tracker.GetChildren(), child => child.Key == "a");
        Assert.Equal(0, world.Tracker.AbandonedCount);
        Assert.Equal(0, world.Time.PendingTimers);
    }
}
