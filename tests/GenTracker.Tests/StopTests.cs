using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Stopping by key, in whatever state the key is. That a starting key is stopped is in <see cref="StartFailureTests"/>.</summary>
public sealed class StopTests
{
    [Fact]
    public void A_stop_of_an_unknown_key_says_false_at_once()
    {
        var world = new World();

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(stop.IsCompletedSuccessfully);
        Assert.False(world.Result(stop));
    }

    [Fact]
    public void A_stop_of_a_key_that_has_ended_says_false()
    {
        var world = new World();
        world.Open("a", probe => probe.OnRun = _ => Task.CompletedTask);
        world.Settle();

        Assert.False(world.Result(world.Tracker.StopAsync("a")));
    }

    [Fact]
    public void A_stopped_child_is_not_found_from_the_moment_of_the_call()
    {
        var world = new World();
        world.Open("a");

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.Null(world.Tracker.Find("a"));
        Assert.Empty(world.Tracker);
        Assert.Equal(ChildState.Terminating, world.Tracker.GetChildren().Single().State);
        Assert.False(stop.IsCompleted);
    }

    [Fact]
    public void A_stop_completes_only_when_the_key_is_free()
    {
        var world = new World();
        var disposing = new TaskCompletionSource();
        world.Open("a", probe => probe.OnDispose = () => new ValueTask(disposing.Task));

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Assert.False(stop.IsCompleted);
        world.Run(disposing.SetResult);

        Assert.True(world.Result(stop));
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_stop_of_a_child_that_is_ending_waits_for_that_end()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        Probe probe = world.Open("a", made =>
        {
            made.OnRun = _ => Task.CompletedTask;
            made.OnAfterTerminate = (_, _) => lastWords.Task;
        });
        world.Settle();

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Assert.False(stop.IsCompleted);
        world.Run(lastWords.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Completed, probe.Exits.Single().Reason);
    }

    [Fact]
    public void A_child_that_is_being_stopped_ends_for_that_reason_though_its_tracker_closes_meanwhile()
    {
        var world = new World();
        var run = new TaskCompletionSource();
        Probe probe = world.Open("a", made => made.OnRun = _ => run.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();

        Task closing = world.Tracker.CloseAsync();
        world.Run(run.SetResult);

        world.Finish(closing);
        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
    }

    [Fact]
    public void A_stop_of_a_restarting_key_cancels_the_restart()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        world.Open("a", probe => probe.OnRun = _ => throw new InvalidOperationException("lost"));
        world.Settle();
        Assert.Equal(ChildState.Restarting, world.Tracker.GetChildren().Single().State);

        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(world.Result(stop));
        world.Advance(TimeSpan.FromDays(1));
        Assert.Single(world.Tracker.Made);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Theory]
    [InlineData(ExitReason.Stopped)]
    [InlineData(ExitReason.Moved)]
    [InlineData(ExitReason.NodeLost)]
    public void A_stop_with_a_reason_has_it_in_the_exit_and_cancels_a_restart_with_it(ExitReason reason)
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var log = new EventLog(world);
        Probe running = world.Open("a");
        world.Open("b", static probe => probe.OnRun = static _ => throw new InvalidOperationException("lost"));
        world.Settle();

        bool stopped = world.Result(world.Tracker.StopAsync("a", reason)) & world.Result(world.Tracker.StopAsync("b", reason));

        Assert.True(stopped);
        Assert.Equal((reason, false), (running.Exits.Single().Reason, running.Exits.Single().WillRestart));
        Assert.Equal([$"Terminated a {reason}", $"Terminated b {reason}"], log.Told.TakeLast(2));
        Assert.False(world.Result(world.Tracker.StopAsync("a", reason)));
    }

    [Theory]
    [InlineData(ExitReason.Completed)]
    [InlineData(ExitReason.Failed)]
    [InlineData(ExitReason.Retired)]
    [InlineData(ExitReason.TrackerClosed)]
    [InlineData(ExitReason.StartFailed)]
    [InlineData(ExitReason.RestartLimit)]
    [InlineData(ExitReason.Abandoned)]
    [InlineData((ExitReason)99)]
    public void A_reason_that_is_no_caller_s_is_refused_and_stops_nobody(ExitReason reason)
    {
        var world = new World();
        Probe probe = world.Open("a");

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = world.Tracker.StopAsync("a", reason); });

        Assert.StartsWith("A caller can stop a child of Probe with ExitReason.Stopped, Moved or NodeLost.", refusal.Message, StringComparison.Ordinal);
        Assert.Same(probe, world.Tracker.Find("a"));
    }

    [Fact]
    public void Of_two_stops_the_first_reason_stays()
    {
        var world = new World();
        Probe probe = world.Open("a");

        _ = world.Tracker.StopAsync("a", ExitReason.Moved);
        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(ExitReason.Moved, probe.Exits.Single().Reason);
    }

    [Fact]
    public void A_stop_waits_for_that_life_only_and_not_for_the_one_that_follows()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        var starting = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        Task<Probe> next = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => starting.Task).AsTask();

        world.Run(lastWords.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(ChildState.Starting, world.Tracker.GetChildren().Single().State);
        world.Run(starting.SetResult);
        Assert.Same(world.Result(next), world.Tracker.Find("a"));
    }

    [Fact]
    public void The_token_of_a_stop_ends_the_wait_and_not_the_stop()
    {
        var world = new World();
        using var impatient = new CancellationTokenSource();
        var lastWords = new TaskCompletionSource();
        Probe probe = world.Open("a", made => made.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> first = world.Tracker.StopAsync("a", impatient.Token);
        Task<bool> second = world.Tracker.StopAsync("a");
        world.Settle();

        impatient.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => world.Result(first));
        Assert.False(second.IsCompleted);
        world.Run(lastWords.SetResult);

        Assert.True(world.Result(second));
        Assert.Equal("dispose", probe.Steps[^1]);
    }

    [Fact]
    public void A_stop_with_a_token_that_is_cancelled_already_still_stops()
    {
        var world = new World();
        Probe probe = world.Open("a");

        Task<bool> stop = world.Tracker.StopAsync("a", new CancellationToken(canceled: true));
        world.Settle();

        Assert.True(stop.IsCanceled);
        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_stop_timeout_of_one_child_goes_before_the_tracker_s()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();
        world.Open("a", probe => probe.OnRun = _ => deaf.Task, new ChildOptions { StopTimeout = TimeSpan.FromSeconds(20) });
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromTicks(1));
        Assert.False(stop.IsCompleted);
        world.Advance(TimeSpan.FromTicks(1));

        Assert.True(world.Result(stop));
    }
}
