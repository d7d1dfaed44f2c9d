using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Children that ignore their token are abandoned on time, stay listed until their code has ended, and hold up no one.</summary>
public sealed class AbandonmentTests
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_run_that_ignores_its_token_is_abandoned_after_the_stop_timeout_to_the_tick()
    {
        var world = new World();
        Probe probe = OpenDeaf(world, out _);
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(StopTimeout - Tick);
        Assert.False(stop.IsCompleted);
        Assert.False(probe.Completion.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
        ChildExit exit = world.Result(probe.Completion);
        Assert.Equal(ExitReason.Abandoned, exit.Reason);
        Assert.Equal(world.Time.GetUtcNow(), exit.EndedAt);
        Assert.False(exit.WillRestart);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_child_that_was_abandoned_is_sealed_and_has_its_termination_callback_beside_its_run()
    {
        var world = new World();
        Probe probe = OpenDeaf(world, out _);
        probe.IncrementCount();

        GiveUp(world);

        Assert.Equal(["start", "started", "run", "after Abandoned"], probe.Steps);
        Assert.Throws<ChildTerminatedException>(() => probe.IncrementCount());
        Assert.Equal(1, probe.Count);
    }

    [Fact]
    public void A_child_that_was_abandoned_is_listed_and_disposed_only_when_its_code_has_ended()
    {
        var world = new World();
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf);
        GiveUp(world);

        ChildInfo<string, Probe> listed = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal(("a", ChildState.Abandoned, probe.Incarnation), (listed.Key, listed.State, listed.Incarnation));
        Assert.Same(probe, listed.Child);
        Assert.Equal(ExitReason.Abandoned, listed.LastExit?.Reason);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        Assert.DoesNotContain("dispose", probe.Steps);
        world.Run(deaf.SetResult);

        Assert.Equal(["start", "started", "run", "after Abandoned", "ran", "dispose"], probe.Steps);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void The_late_failure_of_a_run_that_was_abandoned_harms_nobody()
    {
        var world = new World();
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf);
        GiveUp(world);
        Probe next = world.Open("a");

        world.Run(() => deaf.SetException(new InvalidOperationException("too late")));

        Assert.Equal("dispose", probe.Steps[^1]);
        Assert.Same(next, world.Tracker.Find("a"));
        Assert.Equal(ExitReason.Abandoned, world.Result(probe.Completion).Reason);
    }

    [Fact]
    public void The_key_of_a_child_that_was_abandoned_is_free_and_its_successor_is_none_of_its_business()
    {
        var world = new World();
        Probe old = OpenDeaf(world, out TaskCompletionSource deaf);
        GiveUp(world);

        Probe next = world.Open("a");
        Assert.Equal([ChildState.Running, ChildState.Abandoned], world.Tracker.GetChildren().Select(child => child.State));
        Assert.Equal(2, world.Tracker.GetChildren().Select(child => child.Incarnation).Distinct().Count());
        world.Run(deaf.SetResult);

        Assert.Same(next, world.Tracker.Find("a"));
        Assert.Equal(["start", "started", "run"], next.Steps);
        Assert.Equal("dispose", old.Steps[^1]);
    }

    [Fact]
    public void A_child_that_was_abandoned_takes_room_until_its_code_has_ended()
    {
        var world = new World(options => options.MaxChildren = 1);
        OpenDeaf(world, out TaskCompletionSource deaf);
        GiveUp(world);

        var refused = Assert.Throws<TrackerFullException>(() => world.Result(world.Tracker.OpenAsync("b")));
        Assert.Contains("there are 1 children already", refused.Message, StringComparison.Ordinal);
        world.Run(deaf.SetResult);

        Assert.Equal("b", refused.Key);
        Assert.NotNull(world.Open("b"));
    }

    [Fact]
    public void A_stop_does_not_find_an_abandoned_child()
    {
        var world = new World();
        OpenDeaf(world, out _);
        GiveUp(world);

        Assert.False(world.Result(world.Tracker.StopAsync("a")));
    }

    [Fact]
    public void A_stop_timeout_of_zero_gives_a_deaf_child_up_without_the_clock_being_moved()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        Probe probe = OpenDeaf(world, out _);

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(ExitReason.Abandoned, probe.Exits.Single().Reason);
        Assert.Equal(1, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void A_stop_timeout_of_zero_does_not_accuse_a_child_that_ends_upon_its_token()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        Probe probe = world.Open("a");

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void A_stop_timeout_of_zero_does_not_accuse_a_child_that_its_token_sets_going_either()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        var last = new TaskCompletionSource();
        Probe probe = world.Open("a", made => made.OnRun = token =>
        {
            token.Register(() => world.Dispatcher.Post(new ActionWorkItem(last.SetResult)));
            return last.Task;
        });

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void An_infinite_stop_timeout_waits_for_ever()
    {
        var world = new World(options => options.StopTimeout = Timeout.InfiniteTimeSpan);
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf);
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromDays(365));
        Assert.False(stop.IsCompleted);
        Assert.Equal(0, world.Time.PendingTimers);
        world.Run(deaf.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
    }

    [Fact]
    public void A_child_that_ends_within_its_stop_timeout_leaves_no_timer()
    {
        var world = new World();
        OpenDeaf(world, out TaskCompletionSource deaf);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(StopTimeout - Tick);

        world.Run(deaf.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(0, world.Tracker.AbandonedCount);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void Disposal_waits_for_a_termination_callback_too_that_was_abandoned_beside_the_run()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf, made => made.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(StopTimeout + TimeSpan.FromSeconds(5));
        Assert.True(world.Result(stop));

        world.Run(deaf.SetResult);
        Assert.DoesNotContain("dispose", probe.Steps);
        world.Run(lastWords.SetResult);

        Assert.Equal("dispose", probe.Steps[^1]);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_run_that_ends_while_the_termination_callback_runs_leaves_nothing_behind()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        var disposal = new TaskCompletionSource();
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf, made =>
        {
            made.OnAfterTerminate = (_, _) => lastWords.Task;
            made.OnDispose = () => new ValueTask(disposal.Task);
        });
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(StopTimeout);

        world.Run(deaf.SetResult);
        world.Run(lastWords.SetResult);
        ChildInfo<string, Probe> disposed = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal((ChildState.Terminating, ExitReason.Abandoned), (disposed.State, disposed.LastExit?.Reason));
        Assert.False(stop.IsCompleted, "the key was free before its child was disposed");
        world.Run(disposal.SetResult);

        Assert.True(world.Result(stop));
        Assert.Equal(["start", "started", "run", "after Abandoned", "ran", "dispose"], probe.Steps);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_run_that_ends_while_the_termination_callback_runs_keeps_no_room_from_the_next_child_of_its_key()
    {
        var world = new World(options => options.MaxChildren = 1);
        var lastWords = new TaskCompletionSource();
        OpenDeaf(world, out TaskCompletionSource deaf, made => made.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        Task<Probe> next = world.Tracker.OpenAsync("a").AsTask();
        world.Advance(StopTimeout);

        world.Run(deaf.SetResult);
        world.Run(lastWords.SetResult);

        Assert.True(world.Result(stop));
        Assert.Same(world.Result(next), world.Tracker.Find("a"));
    }

    [Fact]
    public void The_termination_callback_of_a_late_start_has_its_timeout()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => gate.Task;
            probe.OnAfterTerminate = static (_, token) => Probe.RunUntilStopped(token);
        });
        world.Settle();
        world.Advance(world.Options.StartTimeout);
        Assert.IsType<ChildStartException>(opening.AsTask().Exception!.InnerException);

        world.Run(gate.SetResult);
        world.Advance(world.Options.AfterTerminateTimeout - Tick);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        world.Advance(Tick);

        Assert.Equal(0, world.Tracker.AbandonedCount);
        Assert.Equal(["start", "started", "after Abandoned", "dispose"], world.Tracker.Made.Single().Steps);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void The_termination_callback_of_a_late_start_is_waited_for_though_it_ignores_its_token_too()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        var lastWords = new TaskCompletionSource();
        _ = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => gate.Task;
            probe.OnAfterTerminate = (_, _) => lastWords.Task;
        }).AsTask();
        world.Settle();
        world.Advance(world.Options.StartTimeout);
        world.Run(gate.SetResult);

        world.Advance(world.Options.AfterTerminateTimeout);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        Assert.DoesNotContain("dispose", world.Tracker.Made.Single().Steps);
        world.Run(lastWords.SetResult);

        Assert.Equal("dispose", world.Tracker.Made.Single().Steps[^1]);
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void A_run_that_fails_just_after_it_was_abandoned_is_not_said_to_have_failed()
    {
        var world = new World();
        Probe probe = OpenDeaf(world, out TaskCompletionSource deaf);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();

        FireTheLastTimer(world);
        deaf.SetException(new InvalidOperationException("too late"));
        Assert.True(world.Result(stop));

        ChildExit exit = world.Result(probe.Completion);
        Assert.Equal((ExitReason.Abandoned, null), (exit.Reason, exit.Exception));
    }

    [Fact]
    public void A_start_that_fails_just_after_it_was_abandoned_is_said_to_have_taken_too_long_and_no_more()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();

        FireTheLastTimer(world);
        gate.SetException(new InvalidOperationException("too late"));

        TimeoutException cause = Assert.IsType<TimeoutException>(Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException);
        Assert.Null(cause.InnerException);
    }

    [Fact]
    public void A_deaf_child_is_never_restarted()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        OpenDeaf(world, out TaskCompletionSource deaf);
        GiveUp(world);

        world.Run(deaf.SetResult);
        world.Advance(TimeSpan.FromDays(1));

        Assert.Single(world.Tracker.Made);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_tracker_closes_within_its_timeouts_though_a_child_is_deaf_to_the_end()
    {
        var world = new World();
        var run = new TaskCompletionSource();
        var lastWords = new TaskCompletionSource();
        Probe probe = world.Open("a", made =>
        {
            made.OnRun = _ => run.Task;
            made.OnAfterTerminate = (_, _) => lastWords.Task;
        });
        Task closing = world.Tracker.CloseAsync();

        world.Advance(StopTimeout + TimeSpan.FromSeconds(5) - Tick);
        Assert.False(closing.IsCompleted);
        world.Advance(Tick);

        world.Finish(closing);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        world.Run(run.SetResult);
        world.Run(lastWords.SetResult);
        Assert.Equal(["start", "started", "run", "after Abandoned", "ran", "dispose"], probe.Steps);
        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    private static Probe OpenDeaf(World world, out TaskCompletionSource deaf, Action<Probe>? script = null)
    {
        var never = new TaskCompletionSource();
        deaf = never;
        return world.Open("a", probe =>
        {
            probe.OnRun = _ => never.Task;
            script?.Invoke(probe);
        });
    }

    /// <summary>Lets a timeout be used up, and its code be abandoned, without any step behind that.</summary>
    private static void FireTheLastTimer(World world)
    {
        const int TokenAndTwoTurns = 3;
        Assert.True(world.Time.AdvanceToNextTimer(DateTimeOffset.MaxValue));
        for (var step = 0; step < TokenAndTwoTurns; step++)
            Assert.True(world.Dispatcher.RunOne());
    }

    private static void GiveUp(World world)
    {
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(StopTimeout);
        Assert.True(world.Result(stop));
    }
}
