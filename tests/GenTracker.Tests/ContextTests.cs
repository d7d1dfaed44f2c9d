using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A child's code runs on the pool and belongs to nobody who opened, stopped or adopted it.</summary>
public sealed class ContextTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_s_code_sees_nothing_of_those_who_open_and_stop_it(bool flowIsSuppressed)
    {
        var world = new PoolWorld();
        var seen = new ConcurrentQueue<string>();
        var context = new CountingContext();
        TaskCompletionSource running = PoolWorld.NewEvent();

        Task<Probe> opening = As("opener", context, flowIsSuppressed, () => world.OpenAsync("a", probe =>
        {
            seen.Enqueue("constructor: " + Surroundings());
            probe.OnStart = _ =>
            {
                seen.Enqueue("start: " + Surroundings());
                return Task.CompletedTask;
            };
            probe.OnRun = async token =>
            {
                seen.Enqueue("run: " + Surroundings());
                running.SetResult();
                await Probe.RunUntilStopped(token).ConfigureAwait(false);
                seen.Enqueue("stopping: " + Surroundings());
            };
            probe.OnAfterTerminate = (_, _) =>
            {
                seen.Enqueue("termination callback: " + Surroundings());
                return Task.CompletedTask;
            };
            probe.OnDispose = () =>
            {
                seen.Enqueue("disposal: " + Surroundings());
                return default;
            };
        }));
        await opening;
        await PoolWorld.Within(running.Task);
        await PoolWorld.Within(As("stopper", context, flowIsSuppressed, () => world.Tracker.StopAsync("a")));

        string[] steps = ["constructor", "start", "run", "stopping", "termination callback", "disposal"];
        Assert.Equal(steps.Select(step => step + ": pool True, ambient none, context none, scheduler True"), seen);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task A_child_s_cancellation_callbacks_see_nothing_of_the_one_who_stops_it()
    {
        var world = new PoolWorld();
        var context = new CountingContext();
        TaskCompletionSource running = PoolWorld.NewEvent();
        string? seen = null;
        await world.OpenAsync("a", probe => probe.OnRun = token =>
        {
            Task run = Probe.RunUntilStopped(token);
            token.Register(() => seen = Surroundings());
            running.SetResult();
            return run;
        });
        await PoolWorld.Within(running.Task);

        await PoolWorld.Within(As("stopper", context, flowIsSuppressed: false, () => world.Tracker.StopAsync("a")));

        Assert.Equal("pool True, ambient none, context none, scheduler True", seen);
    }

    [Fact]
    public async Task An_adopted_child_s_termination_callback_sees_nothing_of_its_adopter()
    {
        var world = new PoolWorld();
        var context = new CountingContext();
        string? seen = null;
        var child = new Probe
        {
            OnAfterTerminate = (_, _) =>
            {
                seen = Surroundings();
                return Task.CompletedTask;
            },
        };

        await PoolWorld.Within(As("owner", context, flowIsSuppressed: false, () => world.Tracker.AddExisting("a", child).DisposeAsync().AsTask()));

        Assert.Equal("pool True, ambient none, context none, scheduler True", seen);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task The_end_of_a_completion_is_heard_without_the_context_of_the_one_who_adopted()
    {
        var world = new PoolWorld();
        var context = new CountingContext();
        TaskCompletionSource completion = PoolWorld.NewEvent();
        var child = new Probe();
        await PoolWorld.Within(As("owner", context, flowIsSuppressed: false, () =>
        {
            world.Tracker.AddExisting("a", child, completion.Task);
            return Task.CompletedTask;
        }));

        completion.SetResult();
        await PoolWorld.Within(child.Completion);

        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task The_timers_of_a_start_and_a_stop_keep_no_context_of_those_who_open_and_stop()
    {
        var time = new NotingTime();
        await using var tracker = new ProbeTracker(new TrackerOptions { TimeProvider = time });

        await tracker.OpenAsync("a");
        await tracker.StopAsync("a");

        Assert.True(time.KeptContexts.Count >= 2, "A start and a stop have timeouts.");
        Assert.All(time.KeptContexts, Assert.False);
    }

    [Fact]
    public async Task The_timer_before_a_restart_keeps_no_context_of_the_run_that_has_ended()
    {
        var time = new NotingTime();
        await using var tracker = new ProbeTracker(new TrackerOptions { TimeProvider = time, Restart = RestartPolicy.Permanent });
        TaskCompletionSource end = PoolWorld.NewEvent();
        Probe child = await tracker.OpenAsync("a", probe => probe.OnRun = async token =>
        {
            Ambient.Value = "the run's";
            await Task.WhenAny(end.Task, Probe.RunUntilStopped(token));
            end = PoolWorld.NewEvent();
        });

        end.SetResult();
        await PoolWorld.Within(child.Completion);
        await PoolWorld.Within(tracker.WaitForAsync("a", static probe => probe.Incarnation > 1));

        Assert.All(time.KeptContexts, Assert.False);
    }

    [Fact]
    public void A_key_is_free_as_soon_as_the_token_has_fired_if_nothing_of_the_child_is_left_to_call()
    {
        var world = new World();
        var tracker = new PlainTracker(world.Options);
        ChildRegistration registration = tracker.AddExisting("a", new PlainChild());

        ValueTask over = registration.DisposeAsync();

        Assert.False(over.IsCompleted, "The token of the child has not fired yet.");
        world.Dispatcher.RunOne();

        Assert.True(over.IsCompletedSuccessfully);
        Assert.NotNull(tracker.AddExisting("a", new PlainChild()));
    }

    [Fact]
    public void The_thread_that_ends_a_run_calls_none_of_the_child_s_code()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);

        var hasFired = false;
        registration.Stopping.Register(() => hasFired = true);

        ValueTask over = registration.DisposeAsync();
        Assert.Null(world.Tracker.Find("a"));
        Assert.False(hasFired);
        Assert.Empty(child.Steps);
        world.Finish(over.AsTask());

        Assert.True(hasFired);
        Assert.Equal(["after Completed"], child.Steps);
    }

    [Fact]
    public async Task A_child_s_ambient_values_stay_its_own()
    {
        var world = new PoolWorld();
        Ambient.Value = "opener";

        await world.OpenAsync("a", probe => probe.OnStart = _ =>
        {
            Ambient.Value = "child";
            return Task.CompletedTask;
        });

        Assert.Equal("opener", Ambient.Value);
    }

    [Fact]
    public async Task Each_call_of_a_child_s_code_has_a_context_of_its_own()
    {
        var world = new PoolWorld();
        List<string?> seen = [];
        Func<Task> speak = () =>
        {
            seen.Add(Ambient.Value);
            Ambient.Value = "earlier";
            return Task.CompletedTask;
        };

        Probe child = await world.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => speak();
            probe.OnRun = _ => speak();
            probe.OnAfterTerminate = (_, _) => speak();
            probe.OnDispose = () => new ValueTask(speak());
        });
        await PoolWorld.Within(child.Completion);
        await PoolWorld.Within(world.Tracker.WhenSettledAsync());

        Assert.Equal([null, null, null, null], seen);
    }

    [Fact]
    public void An_open_runs_none_of_the_child_s_code_before_it_returns()
    {
        var world = new World();

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a");

        Assert.False(opening.IsCompleted);
        Assert.Empty(world.Tracker.Made);
    }

    /// <summary>Calls with an ambient value, a synchronization context and, if so wanted, no flow of the execution context.</summary>
    private static T As<T>(string ambient, SynchronizationContext context, bool flowIsSuppressed, Func<T> call)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        Ambient.Value = ambient;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            if (!flowIsSuppressed)
                return call();
            using (ExecutionContext.SuppressFlow())
                return call();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
            Ambient.Value = null;
        }
    }

    // A busy machine may take so long to come to a step that a rescue thread does.
    private static string Surroundings() =>
        $"pool {Thread.CurrentThread.IsThreadPoolThread || Thread.CurrentThread.Name == "GenTracker rescue"}, ambient {Ambient.Value ?? "none"}, "
        + $"context {SynchronizationContext.Current?.ToString() ?? "none"}, scheduler {TaskScheduler.Current == TaskScheduler.Default}";

    /// <summary>Notes whether a timer that is made keeps its maker's context.</summary>
    private sealed class NotingTime : TimeProvider
    {
        public ConcurrentQueue<bool> KeptContexts { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            KeptContexts.Enqueue(!ExecutionContext.IsFlowSuppressed());
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
