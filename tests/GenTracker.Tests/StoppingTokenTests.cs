using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>
/// The stopping token fires at every end, so that what was begun on it ends. Its callbacks are the child's code: the key waits for them, as long as the child
/// may take to stop.
/// </summary>
public sealed class StoppingTokenTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData(ExitReason.Completed)]
    [InlineData(ExitReason.Failed)]
    [InlineData(ExitReason.Stopped)]
    [InlineData(ExitReason.Retired)]
    [InlineData(ExitReason.TrackerClosed)]
    public void It_fires_once_at_every_end_of_a_run(ExitReason reason)
    {
        var gate = new TaskCompletionSource();
        var fired = 0;
        Probe child = _world.Open("a", probe => probe.OnRun = token =>
        {
            token.Register(() => fired++);
            return Task.WhenAny(gate.Task, Probe.RunUntilStopped(token)).Unwrap();
        });

        End(child, reason, gate);

        Assert.Equal(reason, _world.Result(child.Completion).Reason);
        Assert.Equal(1, fired);
        Assert.Empty(_world.Tracker.GetChildren());
    }

    [Fact]
    public void It_fires_at_the_end_of_each_incarnation()
    {
        var world = new World(static options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero };
            options.MaxRestarts = 3;
        });
        var fired = 0;
        world.Open("a", probe => probe.OnRun = token =>
        {
            token.Register(() => fired++);
            throw new InvalidOperationException("connection lost");
        });

        world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4, world.Tracker.Made.Count);
        Assert.Equal(4, fired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_fires_if_the_start_has_failed_before_the_child_is_disposed_and_its_opener_told(bool isTooLate)
    {
        var world = new World(options => options.StartTimeout = TimeSpan.FromSeconds(1));
        var gate = new TaskCompletionSource();
        Probe? child = null;
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe =>
        {
            child = probe;
            probe.OnStart = async token =>
            {
                token.Register(() => probe.Steps.Add("fired"));
                await gate.Task;
                if (!isTooLate)
                    throw new InvalidOperationException("no source");
            };
        }).AsTask();
        world.Settle();
        if (isTooLate)
            world.Time.AdvanceToNextTimer(world.Now.AddSeconds(1));

        world.Run(gate.SetResult);

        Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Equal(["fired", "dispose"], child!.Steps.Where(static step => step is "fired" or "dispose"));
    }

    [Fact]
    public void The_token_of_an_adopted_child_fires_if_its_owner_ends_it()
    {
        ChildRegistration registration = _world.Tracker.AddExisting("a", new Probe());

        _world.Finish(registration.DisposeAsync().AsTask());

        Assert.True(registration.Stopping.IsCancellationRequested);
    }

    [Fact]
    public void At_an_end_the_child_is_hidden_then_the_token_fires_and_then_the_attributes_are_sealed()
    {
        var gate = new TaskCompletionSource();
        Probe child = _world.Open("a", probe => probe.OnRun = token =>
        {
            token.Register(() => probe.Steps.Add(
                $"found {_world.Tracker.Find("a") is not null}, ended {probe.Completion.IsCompleted}, counted {probe.IncrementCount()}"));
            return gate.Task;
        });

        _world.Run(gate.SetResult);

        Assert.Equal(["start", "started", "run", "ran", "found False, ended False, counted 1", "after Completed", "dispose"], child.Steps);
        Assert.Equal(1, child.Count);
    }

    [Theory]
    [InlineData(ExitReason.Completed)]
    [InlineData(ExitReason.Stopped)]
    public async Task A_key_is_not_free_before_a_callback_has_returned(ExitReason reason)
    {
        var world = new PoolWorld();
        using var callback = new ManualResetEventSlim();
        TaskCompletionSource inCallback = PoolWorld.NewEvent(), gate = PoolWorld.NewEvent();
        Probe child = await world.OpenAsync("a", probe => probe.OnRun = token =>
        {
            token.Register(() =>
            {
                inCallback.SetResult();
                callback.Wait();
            });
            return Task.WhenAny(gate.Task, Probe.RunUntilStopped(token));
        });
        Task<bool>? stop = null;
        if (reason == ExitReason.Stopped)
            stop = world.Tracker.StopAsync("a");
        else
            gate.SetResult();
        await PoolWorld.Within(inCallback.Task);

        Assert.Equal(ChildState.Terminating, Assert.Single(world.Tracker.GetChildren()).State);
        Assert.False(child.Completion.IsCompleted);
        Task<Probe> next = world.OpenAsync("a");
        callback.Set();
        await next;

        Assert.Equal(reason, (await PoolWorld.Within(child.Completion)).Reason);
        Assert.Equal("dispose", child.Steps[^1]);
        Assert.True(stop is null || await PoolWorld.Within(stop));
    }

    [Theory]
    [InlineData(ExitReason.Completed)]
    [InlineData(ExitReason.Failed)]
    public async Task A_callback_that_hangs_is_abandoned_after_the_stop_timeout_and_the_disposal_waits_for_it(ExitReason reason)
    {
        var world = new PoolWorld();
        using var callback = new ManualResetEventSlim();
        TaskCompletionSource inCallback = PoolWorld.NewEvent(), gate = PoolWorld.NewEvent();
        Probe child = await world.OpenAsync("a", probe => probe.OnRun = token =>
        {
            token.Register(() =>
            {
                inCallback.SetResult();
                callback.Wait();
            });
            return gate.Task;
        });
        if (reason == ExitReason.Failed)
            gate.SetException(new InvalidOperationException("connection lost"));
        else
            gate.SetResult();
        await PoolWorld.Within(inCallback.Task);

        world.Advance(TimeSpan.FromSeconds(5));
        ChildExit exit = await PoolWorld.Within(child.Completion);
        Probe next = await world.OpenAsync("a");

        Assert.Equal(reason, exit.Reason);
        Assert.Contains(world.Tracker.GetChildren(), static listed => listed.State == ChildState.Abandoned);
        Assert.DoesNotContain("dispose", child.Steps);
        Assert.Same(next, world.Tracker.Find("a"));
        var disposed = PoolWorld.NewEvent();
        child.OnDispose = () =>
        {
            disposed.SetResult();
            return default;
        };
        callback.Set();
        await PoolWorld.Within(disposed.Task);
    }

    [Fact]
    public void A_restart_waits_for_the_callbacks_of_the_run_before_it()
    {
        var world = new World(static options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero };
        });
        var gate = new TaskCompletionSource();
        var order = new System.Collections.Generic.List<string>();
        world.Open("a", probe =>
        {
            order.Add("made");
            probe.OnRun = token =>
            {
                token.Register(() => order.Add("fired"));
                return world.Tracker.Made.Count == 1 ? gate.Task : Probe.RunUntilStopped(token);
            };
        });

        world.Run(gate.SetResult);
        world.Advance(TimeSpan.Zero);

        Assert.Equal(["made", "fired", "made"], order);
    }

    [Fact]
    public void A_child_that_waits_in_a_callback_for_its_own_stop_is_told_so()
    {
        Exception? told = null;
        Probe child = _world.Open("a", probe => probe.OnRun = token =>
        {
            token.Register(() => told = _world.Tracker.StopAsync("a").Exception?.InnerException);
            return Probe.RunUntilStopped(token);
        });

        Assert.True(_world.Result(_world.Tracker.StopAsync("a")));

        Assert.IsType<WaitCycleException>(told);
        Assert.Equal(ExitReason.Stopped, _world.Result(child.Completion).Reason);
    }

    [Theory]
    [InlineData(Hook.Start, false)]
    [InlineData(Hook.Run, false)]
    [InlineData(Hook.AfterTerminate, false)]
    [InlineData(Hook.Start, true)]
    [InlineData(Hook.Run, true)]
    [InlineData(Hook.AfterTerminate, true)]
    public async Task Code_whose_task_is_done_when_its_token_has_fired_has_ended_though_the_task_continues_on_the_pool(Hook hook, bool fails)
    {
        var tracker = new DelayedTracker(_world.Options);
        using var elsewhere = new SlowContinuations();
        Task<Delayed> opening = tracker.FindOrOpenAsync("a", hook, fails, elsewhere).AsTask();
        _world.Settle();

        Task<bool> stop = tracker.StopAsync("a");
        _world.Settle();
        if (hook == Hook.AfterTerminate)
            _world.Advance(_world.Options.AfterTerminateTimeout);

        Assert.True(_world.Result(stop));
        Assert.Equal(hook == Hook.Start, opening.IsFaulted);
        Assert.Equal(0, tracker.AbandonedCount);

        // What continues at last finds nothing left to do.
        await PoolWorld.Within(elsewhere.Continue());
    }

    private void End(Probe child, ExitReason reason, TaskCompletionSource gate)
    {
        switch (reason)
        {
            case ExitReason.Completed:
                _world.Run(gate.SetResult);
                break;
            case ExitReason.Failed:
                _world.Run(() => gate.SetException(new InvalidOperationException("connection lost")));
                break;
            case ExitReason.Stopped:
                _world.Result(_world.Tracker.StopAsync("a"));
                break;
            case ExitReason.Retired:
                Assert.True(child.TryRetire());
                _world.Settle();
                break;
            default:
                _world.Finish(_world.Tracker.CloseAsync());
                break;
        }
    }
}

/// <summary>A method of a child.</summary>
public enum Hook
{
    Start,
    Run,
    AfterTerminate,
}

/// <summary>A child that waits in one of its methods until its token fires, with a task that continues elsewhere.</summary>
[Tracker]
internal sealed partial class Delayed(Hook hook, bool fails, SlowContinuations elsewhere) : ITrackedChild
{
    public Task StartAsync(CancellationToken cancellationToken) => hook == Hook.Start ? WaitElsewhere(cancellationToken) : Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken) =>
        hook == Hook.Run ? WaitElsewhere(stoppingToken) : Probe.RunUntilStopped(stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) =>
        hook == Hook.AfterTerminate ? WaitElsewhere(cancellationToken) : Task.CompletedTask;

    private Task WaitElsewhere(CancellationToken token)
    {
        var end = new TaskCompletionSource();
        elsewhere.HoldUp(end.Task);
        token.Register(() => elsewhere.Complete(
            end.Task, () => _ = fails ? end.TrySetException(new InvalidOperationException("connection lost")) : end.TrySetCanceled(token)));
        return end.Task;
    }
}

/// <summary>Completes a task on a thread that comes to its continuations only when the test lets it, as a pool does that has no thread left.</summary>
internal sealed class SlowContinuations : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private Task _continued = Task.CompletedTask;

    public void Dispose() => _gate.Dispose();

    /// <summary>Puts a continuation before those that are added later: they wait for it.</summary>
    public void HoldUp(Task task) => task.GetAwaiter().UnsafeOnCompleted(_gate.Wait);

    /// <summary>Completes the task, and does not wait for its continuations.</summary>
    public void Complete(Task task, Action complete)
    {
        _continued = Threads.Run(complete);
        SpinWait.SpinUntil(() => task.IsCompleted);
    }

    public Task Continue()
    {
        _gate.Set();
        return _continued;
    }
}
