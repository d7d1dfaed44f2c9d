using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>How a child ends by itself: in which order, with which exit, and what is true while it does.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void An_end_goes_from_run_to_seal_to_completion_to_callback_to_disposal_to_a_free_key()
    {
        var world = new World();
        var order = new List<string>();
        var gate = new TaskCompletionSource();
        Probe probe = world.Open("a", made =>
        {
            made.OnRun = _ => gate.Task;
            made.OnAfterTerminate = (_, _) =>
            {
                order.Add($"after: found {world.Tracker.Find("a") is not null}, sealed {!made.TryIncrementCount(1, out _)}, completed "
                    + $"{made.Completion.IsCompleted}, "
                    + $"key {world.Tracker.GetChildren().Single().State}");
                return Task.CompletedTask;
            };
            made.OnDispose = () =>
            {
                order.Add($"dispose: key {world.Tracker.GetChildren().Single().State}");
                return default;
            };
        });

        world.Run(gate.SetResult);

        Assert.Equal(["start", "started", "run", "ran", "after Completed", "dispose"], probe.Steps);
        Assert.Equal(["after: found False, sealed True, completed True, key Terminating", "dispose: key Terminating"], order);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_child_whose_end_is_published_anywhere_is_never_found(int seed)
    {
        var world = new World(seed: seed);
        Probe probe = world.Open("a");
        Task<bool> stop = world.Tracker.StopAsync("a");

        var published = 0;
        do
        {
            if (!probe.Completion.IsCompleted && probe.TryIncrementCount(1, out _) && probe.Exits.Count == 0)
                continue;
            published++;
            Assert.Null(world.Tracker.Find("a"));
            Assert.Null(world.Tracker.FindBySpan("a"));
            Assert.Empty(world.Tracker);
        }
        while (world.Dispatcher.RunOne());

        Assert.True(world.Result(stop));
        Assert.True(published > 0, "No step of the end was seen.");
    }

    [Fact]
    public void A_completed_run_ends_with_the_times_and_the_incarnation_in_its_exit()
    {
        var world = new World();
        DateTimeOffset began = world.Time.GetUtcNow();
        var starting = new TaskCompletionSource();
        var running = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", made =>
        {
            made.OnStart = _ => starting.Task;
            made.OnRun = _ => running.Task;
        }).AsTask();
        world.Advance(TimeSpan.FromSeconds(3));
        world.Run(starting.SetResult);
        world.Advance(TimeSpan.FromSeconds(4));
        world.Run(running.SetResult);

        Probe probe = world.Result(opening);
        ChildExit exit = world.Result(probe.Completion);

        Assert.Equal(
            new ChildExit { Reason = ExitReason.Completed, StartedAt = began, EndedAt = began + TimeSpan.FromSeconds(7), Incarnation = probe.Incarnation },
            exit);
        Assert.Equal([exit], probe.Exits);
    }

    [Fact]
    public void The_time_of_an_end_is_that_of_the_seal_and_not_of_the_termination_callback()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        Probe probe = world.Open("a", made => made.OnAfterTerminate = (_, _) => lastWords.Task);
        DateTimeOffset stoppedAt = world.Time.GetUtcNow();

        _ = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(2));
        world.Run(lastWords.SetResult);

        Assert.Equal(stoppedAt, world.Result(probe.Completion).EndedAt);
    }

    [Fact]
    public void A_run_that_throws_is_a_failure_with_its_exception()
    {
        var world = new World();
        var cause = new InvalidOperationException("lost");

        Probe probe = world.Open("a", made => made.OnRun = _ => throw cause);
        ChildExit exit = world.Result(probe.Completion);

        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.Same(cause, exit.Exception);
        Assert.Equal(["start", "started", "run", "ran", "after Failed", "dispose"], probe.Steps);
    }

    [Fact]
    public void A_cancellation_without_a_requested_stop_is_a_failure()
    {
        var world = new World();

        Probe probe = world.Open("a", made => made.OnRun = _ => Task.FromCanceled(new CancellationToken(canceled: true)));
        ChildExit exit = world.Result(probe.Completion);

        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.IsAssignableFrom<OperationCanceledException>(exit.Exception);
    }

    [Fact]
    public void A_cancellation_after_a_requested_stop_is_a_stop_without_an_exception()
    {
        var world = new World();
        Probe probe = world.Open("a", made => made.OnRun = async token =>
        {
            await Probe.RunUntilStopped(token).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
        });

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Null(probe.Exits.Single().Exception);
    }

    [Fact]
    public void An_exception_after_a_requested_stop_is_a_stop_with_that_exception()
    {
        var world = new World();
        var cause = new InvalidOperationException("while stopping");
        Probe probe = world.Open("a", made => made.OnRun = async token =>
        {
            await Probe.RunUntilStopped(token).ConfigureAwait(false);
            throw cause;
        });

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Same(cause, probe.Exits.Single().Exception);
    }

    [Fact]
    public void A_child_that_its_tracker_s_closing_ends_is_told_so()
    {
        var world = new World();
        Probe probe = world.Open("a");

        world.Finish(world.Tracker.CloseAsync());

        Assert.Equal(ExitReason.TrackerClosed, probe.Exits.Single().Reason);
        Assert.Equal(["start", "started", "run", "ran", "after TrackerClosed", "dispose"], probe.Steps);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_termination_callback_runs_exactly_once_however_many_stop_the_child(int seed)
    {
        var world = new World(seed: seed);
        Probe probe = world.Open("a");

        Task<bool>[] stops = [.. Enumerable.Range(0, 4).Select(_ => world.Tracker.StopAsync("a"))];
        Task closing = world.Tracker.CloseAsync();
        world.Finish(closing);

        Assert.All(stops, stop => Assert.True(world.Result(stop)));
        Assert.Single(probe.Exits);
        Assert.False(probe.Exits[0].WillRestart);
        Assert.Single(probe.Steps, "dispose");
    }

    [Fact]
    public void Counts_and_writes_that_were_done_are_seen_by_the_termination_callback_and_later_ones_are_refused()
    {
        var world = new World();
        (long Count, string Title) seen = default;
        Probe probe = world.Open("a", made =>
        {
            made.OnRun = async token =>
            {
                await Probe.RunUntilStopped(token).ConfigureAwait(false);
                made.IncrementCount(5);
            };
            made.OnAfterTerminate = (_, _) =>
            {
                seen = (made.Count, made.Title);
                return Task.CompletedTask;
            };
        });
        probe.IncrementCount(2);
        probe.Title = "written";

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal((7, "written"), seen);
        var refused = Assert.Throws<ChildTerminatedException>(() => probe.IncrementCount());
        Assert.Equal("a", refused.Key);
        Assert.Equal("Probe", refused.TrackerName);
        Assert.Throws<ChildTerminatedException>(() => probe.Title = "late");
        Assert.False(probe.TryIncrementCount(1, out long final));
        Assert.Equal(7, final);
        Assert.Equal(7, probe.Count);
        Assert.Equal("written", probe.Title);
    }

    [Fact]
    public void What_is_written_through_an_old_child_never_reaches_its_successor()
    {
        var world = new World();
        Probe old = world.Open("a", made => made.Title = "old");
        old.IncrementCount(3);
        old.IncrementSurvivor(3);
        world.Result(world.Tracker.StopAsync("a"));

        Probe next = world.Open("a");
        bool landed = old.TryIncrementCount(1, out _);

        Assert.False(landed);
        Assert.Equal((0, 0, "untitled"), (next.Count, next.Survivor, next.Title));
        Assert.Equal(1, next.IncrementCount());
        Assert.Equal(3, old.Count);
    }

    [Fact]
    public void The_termination_callback_has_a_timeout_of_its_own_and_is_abandoned_to_the_tick()
    {
        var world = new World(options => options.AfterTerminateTimeout = TimeSpan.FromSeconds(3));
        var deaf = new TaskCompletionSource();
        CancellationToken timeout = default;
        Probe probe = world.Open("a", made =>
        {
            made.OnRun = async token =>
            {
                await Probe.RunUntilStopped(token).ConfigureAwait(false);
            };
            made.OnAfterTerminate = (_, token) =>
            {
                timeout = token;
                return deaf.Task;
            };
        });
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(3) - Tick);
        Assert.False(timeout.IsCancellationRequested);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(timeout.IsCancellationRequested);
        Assert.True(world.Result(stop));
        Assert.Equal(ChildState.Abandoned, world.Tracker.GetChildren().Single().State);
        Assert.DoesNotContain("dispose", probe.Steps);
        world.Run(deaf.SetResult);
        Assert.Equal("dispose", probe.Steps[^1]);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Single(probe.Exits);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void Termination_callbacks_that_obey_their_token_are_not_abandoned()
    {
        var world = new World();
        Probe probe = world.Open("a", made => made.OnAfterTerminate = (_, token) => Probe.RunUntilStopped(token));
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(world.Result(stop));
        Assert.Equal(0, world.Tracker.AbandonedCount);
        Assert.Equal("dispose", probe.Steps[^1]);
    }

    [Fact]
    public void A_fast_stop_leaves_the_termination_callback_its_whole_timeout()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        var lastWords = new TaskCompletionSource();
        world.Open("a", made => made.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(5) - Tick);
        Assert.False(stop.IsCompleted);
        world.Run(lastWords.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void A_disposal_that_hangs_is_abandoned_after_its_timeout_and_the_key_is_free()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        world.Open("a", made => made.OnDispose = () => new ValueTask(deaf.Task));
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(5) - Tick);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
        Assert.Equal(ChildState.Abandoned, world.Tracker.GetChildren().Single().State);
        Assert.NotNull(world.Open("a"));
        world.Run(deaf.SetResult);
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }
}
