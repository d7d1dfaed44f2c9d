using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Code that blocks the thread it is called on: it costs that thread, and holds up nothing else.</summary>
public sealed class HangingCodeTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
    }

    [Fact]
    public async Task A_constructor_that_hangs_is_abandoned_at_the_start_timeout_and_its_child_never_starts()
    {
        var world = new PoolWorld();
        TaskCompletionSource entered = PoolWorld.NewEvent();
        TaskCompletionSource disposed = PoolWorld.NewEvent();
        Task<Probe> opening = world.OpenAsync("a", probe =>
        {
            probe.OnDispose = () =>
            {
                disposed.SetResult();
                return default;
            };
            Hang(entered);
        });
        await PoolWorld.Within(entered.Task);

        Assert.NotNull(await world.OpenAsync("b"));
        world.Advance(TimeSpan.FromSeconds(60));
        var told = await Assert.ThrowsAsync<ChildStartException>(() => opening);
        Assert.IsType<TimeoutException>(told.InnerException);
        Assert.Equal(1, world.Tracker.AbandonedCount);
        _release.Set();
        await PoolWorld.Within(disposed.Task);

        Probe late = world.Tracker.Made[0];
        Assert.Equal(["dispose"], late.Steps);
        Assert.False(late.TryIncrementCount(1, out _));
        Assert.Equal(ExitReason.Abandoned, (await PoolWorld.Within(late.Completion)).Reason);
    }

    [Fact]
    public async Task A_callback_on_the_stopping_token_that_hangs_holds_up_neither_the_stop_nor_another_key()
    {
        var world = new PoolWorld();
        TaskCompletionSource entered = PoolWorld.NewEvent();
        TaskCompletionSource running = PoolWorld.NewEvent();
        TaskCompletionSource deaf = PoolWorld.NewEvent();
        await world.OpenAsync("a", probe => probe.OnRun = token =>
        {
            token.Register(() => Hang(entered));
            running.SetResult();
            return deaf.Task;
        });
        await PoolWorld.Within(running.Task);

        Task<bool> stop = world.Tracker.StopAsync("a");
        await PoolWorld.Within(entered.Task);
        Assert.NotNull(await world.OpenAsync("b"));
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await PoolWorld.Within(stop));
        Assert.Equal(ExitReason.Abandoned, world.Tracker.Made[0].Exits.Single().Reason);
        Assert.NotNull(await world.OpenAsync("a"));
    }

    [Fact]
    public async Task A_run_that_never_returns_is_abandoned_and_holds_up_no_other_key()
    {
        var world = new PoolWorld();
        TaskCompletionSource entered = PoolWorld.NewEvent();
        await world.OpenAsync("a", probe => probe.OnRun = _ =>
        {
            Hang(entered);
            return Task.CompletedTask;
        });
        await PoolWorld.Within(entered.Task);

        Task<bool> stop = world.Tracker.StopAsync("a");
        Assert.NotNull(await world.OpenAsync("b"));
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await PoolWorld.Within(stop));
        Assert.Equal(1, world.Tracker.AbandonedCount);
    }

    [Fact]
    public async Task Termination_callbacks_and_disposals_that_hang_are_abandoned()
    {
        var world = new PoolWorld(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.AfterTerminateTimeout = TimeSpan.FromMilliseconds(1);
        });
        TaskCompletionSource speaking = PoolWorld.NewEvent();
        TaskCompletionSource disposing = PoolWorld.NewEvent();
        await world.OpenAsync("words", probe => probe.OnAfterTerminate = (_, _) =>
        {
            Hang(speaking);
            return Task.CompletedTask;
        });
        await world.OpenAsync("disposal", probe => probe.OnDispose = () =>
        {
            Hang(disposing);
            return default;
        });

        await PoolWorld.Within(world.Tracker.CloseAsync());

        Assert.Equal(["disposal", "words"], world.Tracker.GetChildren().Select(child => child.Key).Order());
        Assert.All(world.Tracker.GetChildren(), child => Assert.Equal(ChildState.Abandoned, child.State));
    }

    [Fact]
    public async Task A_logger_that_hangs_holds_up_nothing_and_loses_nothing()
    {
        TaskCompletionSource logging = PoolWorld.NewEvent();
        TaskCompletionSource closed = PoolWorld.NewEvent();
        var log = new RecordingLog();
        log.OnLog = entry =>
        {
            if (entry.Id == 1)
                Hang(logging);
            if (entry.Id == 14)
                closed.SetResult();
        };
        var world = new PoolWorld(loggerFactory: log);

        Probe probe = await world.OpenAsync("a");
        await PoolWorld.Within(logging.Task);
        Assert.True(await PoolWorld.Within(world.Tracker.StopAsync("a")));
        await PoolWorld.Within(world.Tracker.CloseAsync());

        Assert.Equal("dispose", probe.Steps[^1]);
        Assert.Empty(log.Entries);
        _release.Set();
        await PoolWorld.Within(closed.Task);
        Assert.Equal([1, 4], log.Entries.Select(entry => entry.Id).Take(2));
    }

    private void Hang(TaskCompletionSource entered)
    {
        entered.TrySetResult();
        _release.Wait();
    }
}
