using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>The original's defects in how children begin and end.</summary>
public sealed class LifeDefectTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>What ends a child.</summary>
    public enum Ending
    {
        Stop,
        Close,
        Retirement,
        Completion,
    }

    public static TheoryData<Ending, int> EndingsAndBudgets
    {
        get
        {
            var data = new TheoryData<Ending, int>();
            foreach (Ending ending in (Ending[])[Ending.Stop, Ending.Close, Ending.Retirement])
            {
                foreach (int milliseconds in (int[])[0, 100, 1000, Timeout.Infinite])
                    data.Add(ending, milliseconds);
            }

            return data;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    /// <summary>Original: hangs for ever, in <c>terminate/2</c>. Here: each within its timeout, from every mix of states.</summary>
    [Fact]
    public void D4_A_shutdown_while_children_start_and_end_is_over_within_the_timeouts()
    {
        var world = new CameraWorld();
        var never = new TaskCompletionSource();
        world.BeginOpen("starting", camera => camera.OnStart = _ => never.Task);
        world.Open("ending", camera => camera.OnAfterTerminate = (_, _) => never.Task);
        _ = world.Cameras.StopAsync("ending");
        world.World.Settle();
        (string, ChildState)[] before = [.. world.States];

        Task closing = world.Cameras.CloseAsync();
        world.World.Advance(StopTimeout - Tick);
        bool closedEarly = closing.IsCompleted;
        world.World.Advance(Tick);

        Assert.Equal([("ending", ChildState.Terminating), ("starting", ChildState.Starting)], before);
        Assert.False(closedEarly);
        world.World.Finish(closing);
        Assert.Equal([("ending", ChildState.Abandoned), ("starting", ChildState.Abandoned)], world.States);
    }

    /// <summary>Original: tracker and proxy wait for each other for 30 s. Here: the start is cancelled, and nobody waits.</summary>
    [Fact]
    public void D5_A_stop_of_a_starting_child_with_an_infinite_timeout_is_over_at_once()
    {
        var world = new CameraWorld();
        Task<Camera> opening = world.BeginOpen(
            "tv1",
            camera => camera.OnStart = async token =>
            {
                await Probe.RunUntilStopped(token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
            },
            new ChildOptions { StopTimeout = Timeout.InfiniteTimeSpan });

        bool stopped = world.Stop("tv1");

        Assert.True(stopped);
        Assert.Throws<ChildStartException>(() => world.World.Result(opening));
        Assert.Empty(world.Cameras.GetChildren());
        Assert.NotNull(world.Open("tv2"));
    }

    /// <summary>Original: the tracker dies. Here: an answer in every state, and nothing else happens.</summary>
    [Fact]
    public void D6_An_adoption_of_a_busy_key_harms_nobody()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Permanent);
        var starting = new TaskCompletionSource();
        var ending = new TaskCompletionSource();
        Task<Camera> opening = world.BeginOpen("starting", camera => camera.OnStart = _ => starting.Task);
        world.Open("ending", camera => camera.OnAfterTerminate = (_, _) => ending.Task);
        Task<bool> stop = world.Cameras.StopAsync("ending");
        world.BeginOpen("restarting", camera => camera.OnRun = _ => Task.CompletedTask);
        world.Open("running");
        (string Key, ChildState State)[] before = [.. world.States];

        foreach ((string key, _) in before)
        {
            Assert.False(world.Cameras.TryAddExisting(key, new Camera("rtsp://late"), null, out _));
            Assert.Throws<ChildAlreadyExistsException>(() => world.Cameras.AddExisting(key, new Camera("rtsp://late")));
        }

        Assert.Equal(
            [("ending", ChildState.Terminating), ("restarting", ChildState.Restarting), ("running", ChildState.Running), ("starting", ChildState.Starting)],
            before);
        Assert.Equal(before, world.States);
        world.World.Run(starting.SetResult);
        Assert.Equal("rtsp://starting", world.World.Result(opening).Url);
        world.World.Run(ending.SetResult);
        Assert.True(world.World.Result(stop));
        world.Cameras.AddExisting("ending", new Camera("rtsp://now"));
        Assert.Equal("rtsp://now", world.Cameras.Find("ending")!.Url);
    }

    /// <summary>Original: a message that it does not know stops it with all its children. Here: a question about nobody is answered.</summary>
    [Fact]
    public void D7_Questions_about_unknown_keys_are_answered_and_nothing_dies_of_them()
    {
        var world = new CameraWorld();
        Camera child = world.Open("tv1");

        Assert.Null(world.Cameras.Find("?"));
        Assert.False(world.Stop("?"));
        Assert.False(world.Cameras.TryIncrementBytesIn("?", 1, out _));
        Assert.Throws<ChildNotFoundException>(() => world.Cameras.IncrementBytesIn("?"));
        Assert.Throws<ArgumentNullException>(() => world.Cameras.Find(null!));
        Assert.Same(child, Assert.Single(world.Cameras));
        world.World.Finish(world.Cameras.WhenSettledAsync());

        Assert.Same(child, world.Cameras.Find("tv1"));
        Assert.True(child.IsAlive);
        Assert.NotNull(world.Open("tv2"));
    }

    /// <summary>Original: on each stop by the tracker the child is alive in <c>after_terminate</c>, save for <c>brutal_kill</c>.</summary>
    [Theory]
    [MemberData(nameof(EndingsAndBudgets))]
    public void D8_When_a_child_has_its_termination_callback_its_run_has_ended(Ending ending, int stopTimeout)
    {
        var world = new CameraWorld(options => options.StopTimeout = TimeSpan.FromMilliseconds(stopTimeout));
        string? seen = null;
        Camera child = world.Open("tv1", camera => camera.OnAfterTerminate = (_, _) =>
        {
            seen = $"alive {camera.IsAlive}, completed {camera.Completion.IsCompleted}, counted on {camera.TryIncrementBytesIn(1, out _)}";
            return Task.CompletedTask;
        });

        switch (ending)
        {
            case Ending.Stop:
                world.Stop("tv1");
                break;
            case Ending.Close:
                world.World.Finish(world.Cameras.CloseAsync());
                break;
            default:
                Assert.True(child.TryRetireAtBytesIn(0));
                world.World.Settle();
                break;
        }

        Assert.Equal("alive False, completed True, counted on False", seen);
    }

    /// <summary>Original: an adopted child has no <c>after_terminate</c> (2018 it had, for a year). Here: exactly once, however it ends.</summary>
    [Theory]
    [InlineData(Ending.Stop, ExitReason.Stopped)]
    [InlineData(Ending.Close, ExitReason.TrackerClosed)]
    [InlineData(Ending.Retirement, ExitReason.Retired)]
    [InlineData(Ending.Completion, ExitReason.Completed)]
    public void D9_An_adopted_child_has_its_termination_callback_once(Ending ending, ExitReason reason)
    {
        var world = new CameraWorld();
        var owner = new TaskCompletionSource();
        var reasons = new List<ExitReason>();
        var child = new Camera("rtsp://x", camera => camera.OnAfterTerminate = (exit, _) =>
        {
            reasons.Add(exit.Reason);
            return Task.CompletedTask;
        });
        ChildRegistration registration = world.Cameras.AddExisting("ws-1", child, owner.Task);
        registration.Stopping.UnsafeRegister(_ => owner.SetResult(), null);
        world.World.Settle();

        Task end = ending switch
        {
            Ending.Stop => world.Cameras.StopAsync("ws-1"),
            Ending.Close => world.Cameras.CloseAsync(),
            Ending.Retirement =>
                child.TryRetireAtBytesIn(0) ? registration.DisposeAsync().AsTask() : Task.FromException(new InvalidOperationException("not retired")),
            _ => registration.DisposeAsync().AsTask(),
        };

        world.World.Finish(end);
        Assert.Equal([reason], reasons);
        Assert.Empty(world.Cameras.GetChildren());
    }

    /// <summary>
    /// Original: once its setter process is dead, every write fails, for good. Here a write needs nobody but the child: with a tracker whose
    /// every helper hangs (nothing of its work is run), writes are done.
    /// </summary>
    [Fact]
    public void D11_Writes_need_nothing_of_the_tracker()
    {
        var world = new CameraWorld();
        Camera child = world.Open("tv1");
        _ = world.Cameras.WaitForAsync("tv1", static _ => throw new InvalidOperationException("a predicate that fails"));
        _ = world.Open("tv2", static camera => camera.OnRun = static _ => throw new InvalidOperationException("a run that fails"));
        _ = world.Cameras.CloseAsync();

        child.Title = "news";
        bool counted = child.TryIncrementBytesIn(5, out long bytes);

        Assert.Equal(("news", true, 5L), (child.Title, counted, bytes));
    }

    /// <summary>Original: when a proxy was killed, its dead child is found for ever. Here: a clock that fails at the end is the worst there is.</summary>
    [Fact]
    public void D12_A_child_whose_supervision_fails_is_not_found_and_its_key_is_free()
    {
        var world = new World();
        var time = new FailingTime(world.Time);
        world.Options.TimeProvider = time;
        var cameras = new CameraTracker(world.Options);
        var run = new TaskCompletionSource();
        Camera old = world.Result(cameras.FindOrOpenAsync("tv1", "rtsp://1", camera => camera.OnRun = _ => run.Task));

        time.Fails = true;
        world.Run(run.SetResult);
        Camera? found = cameras.Find("tv1");
        time.Fails = false;
        Camera next = world.Result(cameras.FindOrOpenAsync("tv1", "rtsp://2"));

        Assert.Null(found);
        Assert.NotSame(old, next);
        Assert.Equal("rtsp://2", next.Url);
    }

    /// <summary>Original: every other open waits until the slow child is dead. Here: in no time at all.</summary>
    [Fact]
    public void D15_A_stop_of_a_deaf_child_delays_no_other_key()
    {
        var world = new CameraWorld(options => options.StopTimeout = TimeSpan.FromSeconds(3));
        var never = new TaskCompletionSource();
        world.Open("deaf", camera => camera.OnRun = _ => never.Task);
        Task<bool> stop = world.Cameras.StopAsync("deaf");
        DateTimeOffset before = world.World.Time.GetUtcNow();

        Camera other = world.Open("other");
        bool otherStopped = world.Stop("other");

        Assert.NotNull(other);
        Assert.True(otherStopped);
        Assert.False(stop.IsCompleted);
        Assert.Equal(before, world.World.Time.GetUtcNow());
    }

    /// <summary>Original: the process that the start has made runs on, alive and unknown. Here: it is ended like any child.</summary>
    [Fact]
    public void D16_A_start_that_succeeds_in_spite_of_the_stop_leaks_nothing()
    {
        var world = new CameraWorld();
        var connect = new TaskCompletionSource();
        Camera? made = null;
        bool wasFound = false;
        Task<Camera> opening = world.BeginOpen("tv1", camera =>
        {
            made = camera;
            camera.OnStart = _ => connect.Task;
            camera.OnAfterTerminate = (_, _) =>
            {
                wasFound |= world.Cameras.Find("tv1") is not null;
                return Task.CompletedTask;
            };
        });
        Task<bool> stop = world.Cameras.StopAsync("tv1");
        world.World.Settle();

        world.World.Run(connect.SetResult);

        Assert.True(world.World.Result(stop));
        Assert.Throws<ChildStartException>(() => world.World.Result(opening));
        Assert.Equal((1, true, false), (made!.TerminationCallbacks, made.IsDisposed, wasFound));
        Assert.Empty(world.Cameras.GetChildren());
    }

    /// <summary>Original: blocks for 60 s. Here: told at once, with the chain; also where a second child stands between.</summary>
    [Fact]
    public void D18_A_start_that_waits_for_itself_is_told_at_once()
    {
        var world = new CameraWorld();

        Task Open(string key, Action<Camera>? script, CancellationToken token) =>
            world.World.Async(async () => await world.Cameras.FindOrOpenAsync(key, "rtsp://x", script, null, token));

        Task<Camera> alone = world.BeginOpen("tv1", camera => camera.OnStart = token => Open("tv1", null, token));
        Task<Camera> ring = world.BeginOpen("a", a => a.OnStart = token => Open("b", b => b.OnStart = inner => Open("a", null, inner), token));

        var told = Assert.IsType<WaitCycleException>(Assert.Throws<ChildStartException>(() => world.World.Result(alone)).InnerException);
        Assert.Equal("tv1", told.Key);
        ChildStartException ofB = Assert.IsType<ChildStartException>(Assert.Throws<ChildStartException>(() => world.World.Result(ring)).InnerException);
        Assert.Contains("Camera/b (starting)", Assert.IsType<WaitCycleException>(ofB.InnerException).Message, StringComparison.Ordinal);
        Assert.Empty(world.Cameras.GetChildren());
    }

    /// <summary>Original: accepted, stored and ignored; no delays, no limits. Here: the policy, to the tick, up to the limit.</summary>
    [Fact]
    public void D20_Restarts_follow_their_policy_their_delays_and_their_limits()
    {
        var world = new CameraWorld(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 2;
            options.MaxChildren = 1;
        });
        var ends = new RunEnds(world.World);
        var exits = new List<(ExitReason, bool)>();
        world.Open("tv1", camera =>
        {
            camera.OnRun = ends.RunAsync;
            camera.OnAfterTerminate = (exit, _) =>
            {
                exits.Add((exit.Reason, exit.WillRestart));
                return Task.CompletedTask;
            };
        });

        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50) - Tick);
        bool cameEarly = world.Cameras.Count > 0;
        world.World.Advance(Tick);
        bool cameInTime = world.Cameras.Count == 1;
        Assert.Throws<TrackerFullException>(() => world.Open("tv2"));
        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(100));
        ends.Fail();

        Assert.Equal((false, true), (cameEarly, cameInTime));
        Assert.Equal([(ExitReason.Failed, true), (ExitReason.Failed, true), (ExitReason.RestartLimit, false)], exits);
        Assert.Empty(world.Cameras.GetChildren());
        Assert.NotNull(world.Open("tv2"));
    }

    /// <summary>Original: 17 of 50 finds were stale after the children's deaths and a <c>wait</c>. Here: none, at any step of any order.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void D21_No_child_is_found_whose_end_was_told(int seed)
    {
        var world = new World(seed: seed);
        var cameras = new CameraTracker(world.Options);
        var children = new List<Camera>();
        for (int number = 0; number < 50; number++)
            children.Add(world.Result(cameras.FindOrOpenAsync("tv" + number, "rtsp://x")));
        List<Task<bool>> stops = children.ConvertAll(child => cameras.StopAsync(child.Key));

        int told = 0;
        int stale = 0;
        do
        {
            foreach (Camera child in children.Where(child => child.Completion.IsCompleted))
            {
                told++;
                stale += cameras.Find(child.Key) is null ? 0 : 1;
            }
        }
        while (world.Dispatcher.RunOne());

        Assert.All(stops, stop => Assert.True(world.Result(stop)));
        Assert.True(told >= 50, $"Only {told} ends were seen.");
        Assert.True(stale == 0, $"{stale} of {told} finds were stale.");
    }

    /// <summary>A clock that fails when a test wants it to.</summary>
    private sealed class FailingTime(TimeProvider time) : TimeProvider
    {
        public bool Fails { get; set; }

        public override DateTimeOffset GetUtcNow() => Fails ? throw new InvalidOperationException("The clock is broken.") : time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
