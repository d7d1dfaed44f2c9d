using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Supervision does not wait for the pool: a pool whose threads are all blocked delays the children that start, and nothing else.</summary>
public sealed class PoolDispatcherTests
{
    private readonly BlockablePool _pool = new();

    [Fact]
    public async Task What_is_posted_behind_lets_a_turn_pass_however_idle_the_pool_is()
    {
        // At the least: a machine that is slow takes longer, and none takes less. What is merely posted begins after some microseconds, but for
        // the first time, when its code is compiled.
        var half = TimeSpan.FromMilliseconds(12);
        await PostedBehindAsync();

        TimeSpan took = await PostedBehindAsync();

        Assert.InRange(took, half, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_step_runs_though_the_pool_never_comes()
    {
        var dispatcher = _pool.CreateDispatcher();
        _pool.Block();
        var steps = new Work[100];

        for (var i = 0; i < steps.Length; i++)
            dispatcher.Post(steps[i] = new Work());

        await PoolWorld.Within(Task.WhenAll(steps.Select(static step => step.Begun)));
        Assert.Equal("GenTracker rescue", steps[^1].ThreadName);
    }

    [Fact]
    public async Task A_step_that_blocks_a_rescue_thread_does_not_hold_up_the_next()
    {
        var dispatcher = _pool.CreateDispatcher();
        _pool.Block();
        using var gate = new ManualResetEventSlim();
        dispatcher.Post(new ActionWorkItem(gate.Wait));
        dispatcher.Post(new ActionWorkItem(gate.Wait));
        var last = new Work();
        dispatcher.Post(last);

        await PoolWorld.Within(last.Begun);
        gate.Set();
    }

    [Fact]
    public async Task A_timer_fires_though_the_pool_never_comes()
    {
        var dispatcher = _pool.CreateDispatcher();
        _pool.Block();
        TaskCompletionSource fired = PoolWorld.NewEvent();

        await using ITimer timer = dispatcher.Time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);

        await PoolWorld.Within(fired.Task);
    }

    [Fact]
    public async Task A_timer_that_is_changed_fires_at_its_new_time_and_one_that_is_disposed_leaves_nothing_behind()
    {
        var dispatcher = _pool.CreateDispatcher();
        TaskCompletionSource fired = PoolWorld.NewEvent();
        ITimer disposed = Create(static _ => throw new InvalidOperationException("A disposed timer has fired."));
        ITimer changed = Create(_ => fired.SetResult());

        changed.Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        await PoolWorld.Within(fired.Task);
        Assert.True(dispatcher.IsWatched);
        await disposed.DisposeAsync();

        await UntilUnwatched(dispatcher);

        ITimer Create(TimerCallback callback) => dispatcher.Time.CreateTimer(callback, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public async Task Code_that_may_block_waits_for_the_pool_and_takes_no_rescue_thread()
    {
        var dispatcher = _pool.CreateDispatcher();
        _pool.Block();
        Work code = new(), step = new();

        dispatcher.PostCode(code);
        dispatcher.Post(step);
        await PoolWorld.Within(step.Begun);
        Assert.False(code.Begun.IsCompleted);

        _pool.Unblock();
        await PoolWorld.Within(code.Begun);
    }

    [Fact]
    public async Task No_thread_is_kept_if_there_is_nothing_to_do()
    {
        var dispatcher = _pool.CreateDispatcher();
        var step = new Work();
        dispatcher.Post(step);
        await PoolWorld.Within(step.Begun);
        Assert.True(dispatcher.IsWatched);

        await UntilUnwatched(dispatcher);
        var next = new Work();
        dispatcher.Post(next);

        await PoolWorld.Within(next.Begun);
        Assert.True(dispatcher.IsWatched);
    }

    [Fact]
    public async Task A_stop_of_a_child_and_its_timeouts_go_on_while_other_children_block_the_pool()
    {
        await using var tracker = new ProbeTracker(new TrackerOptions { Dispatcher = _pool.CreateDispatcher(), StopTimeout = TimeSpan.FromMilliseconds(50) });
        Probe heeds = await tracker.OpenAsync("heeds");
        Probe deaf = await tracker.OpenAsync("deaf", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        _pool.Block();
        Task<Probe> blocked = tracker.OpenAsync("blocked").AsTask();

        bool[] stopped = await PoolWorld.Within(Task.WhenAll(tracker.StopAsync("heeds"), tracker.StopAsync("deaf")));

        Assert.Equal([true, true], stopped);
        Assert.Equal(ExitReason.Stopped, (await heeds.Completion).Reason);
        Assert.Equal(ExitReason.Abandoned, (await deaf.Completion).Reason);
        Assert.False(blocked.IsCompleted);
        _pool.Unblock();
        await PoolWorld.Within(blocked);
    }

    [Fact]
    public async Task A_stop_of_a_child_whose_start_waits_for_the_pool_does_not_wait_for_it()
    {
        var options = new TrackerOptions { Dispatcher = _pool.CreateDispatcher(), StopTimeout = Timeout.InfiniteTimeSpan };
        await using var tracker = new ProbeTracker(options);
        _pool.Block();
        Task<Probe> opening = tracker.OpenAsync("a").AsTask();

        Assert.True(await PoolWorld.Within(tracker.StopAsync("a")));
        await Assert.ThrowsAsync<ChildStartException>(() => opening);
        _pool.Unblock();
        await PoolWorld.Within(tracker.OpenAsync("b").AsTask());

        Assert.Single(tracker.Made);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, null, false)]
    public async Task A_long_running_child_has_a_thread_of_its_own(bool ofTracker, bool? ofChild, bool expected)
    {
        await using var tracker = new ProbeTracker(new TrackerOptions { LongRunning = ofTracker });
        TaskCompletionSource<Thread> ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

        await tracker.OpenAsync(
            "a",
            probe => probe.OnRun = token =>
            {
                ran.SetResult(Thread.CurrentThread);
                token.WaitHandle.WaitOne();
                return Task.CompletedTask;
            },
            new ChildOptions { LongRunning = ofChild });
        Thread thread = await PoolWorld.Within(ran.Task);

        Assert.Equal(expected, !thread.IsThreadPoolThread);
        Assert.True(await PoolWorld.Within(tracker.StopAsync("a")));
        Assert.True(!expected || thread.Join(Threads.Timeout), "The thread of a child that has ended is still there.");
    }

    private static Task UntilUnwatched(PoolDispatcher dispatcher) => PoolWorld.Within(Task.Run(async () =>
    {
        while (dispatcher.IsWatched)
            await Task.Delay(50);
    }));

    private static Task<TimeSpan> PostedBehindAsync()
    {
        var work = new Work();
        PoolDispatcher.Instance.PostDelayed(work);
        return work.Begun;
    }

    /// <summary>Tells how long after its posting it began, and on which thread.</summary>
    private sealed class Work : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<TimeSpan> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long _posted = Stopwatch.GetTimestamp();

        public Task<TimeSpan> Begun => _begun.Task;

        public string? ThreadName { get; private set; }

        public void Execute()
        {
            ThreadName = Thread.CurrentThread.Name;
            _begun.SetResult(Stopwatch.GetElapsedTime(_posted));
        }
    }

    /// <summary>The real pool, which a test can keep from taking anything, as children do that block all of its threads.</summary>
    private sealed class BlockablePool
    {
        private readonly Lock _lock = new();
        private readonly ConcurrentQueue<IThreadPoolWorkItem> _waiting = new();
        private bool _isBlocked;

        public PoolDispatcher CreateDispatcher() => new(Queue, static () => 0);

        public void Block()
        {
            lock (_lock)
                _isBlocked = true;
        }

        public void Unblock()
        {
            lock (_lock)
                _isBlocked = false;
            while (_waiting.TryDequeue(out IThreadPoolWorkItem? work))
                Queue(work);
        }

        private void Queue(IThreadPoolWorkItem work)
        {
            lock (_lock)
            {
                if (_isBlocked)
                    _waiting.Enqueue(work);
                else
                    ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
            }
        }
    }
}
