using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The end of a tracker, from every mix of states.</summary>
public sealed class CloseTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly World _world = new(options => options.Restart = RestartPolicy.Transient);

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void An_empty_tracker_closes_at_once_and_again()
    {
        Assert.True(Tracker.CloseAsync().IsCompletedSuccessfully);
        Assert.True(Tracker.CloseAsync().IsCompletedSuccessfully);
        Assert.True(Tracker.DisposeAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_closed_tracker_refuses_opens_and_adoptions_and_has_nothing_to_stop()
    {
        _world.Open("a");
        _world.Finish(Tracker.CloseAsync());

        var refused = Assert.Throws<TrackerClosedException>(() => _world.Result(Tracker.OpenAsync("a")));
        Assert.Throws<TrackerClosedException>(() => Tracker.AddExisting("b", new Probe()));
        Assert.Throws<TrackerClosedException>(() => Tracker.TryAddExisting("b", new Probe(), null, out _));
        bool stopped = _world.Result(Tracker.StopAsync("a"));

        Assert.Equal(("Probe", "a"), (refused.TrackerName, refused.Key));
        Assert.False(stopped);
        Assert.Single(Tracker.Made);
    }

    [Fact]
    public void While_it_closes_a_tracker_refuses_opens_even_of_keys_that_are_ending()
    {
        var run = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => run.Task);
        Task closing = Tracker.CloseAsync();
        _world.Settle();

        Assert.Throws<TrackerClosedException>(() => _world.Result(Tracker.OpenAsync("a")));
        Assert.Throws<TrackerClosedException>(() => _world.Result(Tracker.OpenAsync("b")));
        Assert.False(closing.IsCompleted);

        _world.Run(run.SetResult);
        _world.Finish(closing);
    }

    [Fact]
    public void Whoever_waits_for_a_child_of_a_closing_tracker_is_told()
    {
        var start = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        ValueTask<Probe> starting = Tracker.OpenAsync("a", probe => probe.OnStart = _ => start.Task);
        _world.Open("b", probe => probe.OnAfterTerminate = (_, _) => end.Task);
        Task<bool> stop = Tracker.StopAsync("b");
        _world.Settle();
        ValueTask<Probe> next = Tracker.OpenAsync("b");

        Task closing = Tracker.CloseAsync();
        _world.Run(start.SetResult);
        _world.Run(end.SetResult);

        Assert.Throws<TrackerClosedException>(() => _world.Result(starting));
        Assert.Throws<TrackerClosedException>(() => _world.Result(next));
        Assert.True(_world.Result(stop));
        _world.Finish(closing);
        Assert.Equal(["start", "started", "after TrackerClosed", "dispose"], Tracker.Made[0].Steps);
    }

    [Fact]
    public void All_callers_of_close_wait_for_the_same_end()
    {
        var run = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => run.Task);

        Task[] closings = [Tracker.CloseAsync(), Tracker.CloseAsync(), Tracker.DisposeAsync().AsTask()];
        _world.Settle();
        bool anyEarly = closings.Any(closing => closing.IsCompleted);
        _world.Run(run.SetResult);

        Assert.False(anyEarly);
        Assert.All(closings, _world.Finish);
        Assert.Single(Tracker.Made[0].Exits);
    }

    [Fact]
    public void Four_hundred_children_in_a_mix_of_states_deaf_ones_among_them_are_closed_within_the_timeouts()
    {
        Crowd crowd = MakeCrowd();
        Dictionary<ChildState, int> states = Tracker.GetChildren().CountBy(info => info.State).ToDictionary();
        DateTimeOffset begin = _world.Time.GetUtcNow();

        Task closing = Tracker.CloseAsync();
        _world.Advance(TimeSpan.FromSeconds(10) - Tick);
        bool closedEarly = closing.IsCompleted;
        _world.Advance(Tick);

        Assert.Equal(80, states[ChildState.Starting]);
        Assert.Equal(200, states[ChildState.Running]);
        Assert.Equal(80, states[ChildState.Terminating]);
        Assert.Equal(40, states[ChildState.Restarting]);

        // StopTimeout for the deaf runs, and then AfterTerminateTimeout for those of them whose end is deaf too.
        Assert.False(closedEarly);
        _world.Finish(closing);
        Assert.Equal(0, _world.Time.PendingTimers);
        Assert.Equal(Crowd.Deaf, Tracker.AbandonedCount);
        Assert.All(Tracker.GetChildren(), info => Assert.Equal(ChildState.Abandoned, info.State));
        Assert.All(crowd.Openings, opening => Assert.True(opening.IsCompleted, "Whoever opened a key is still waiting."));
        AssertAllEndedOnce(crowd);
        foreach (TaskCompletionSource hung in crowd.Hung)
            _world.Run(() => hung.TrySetResult());
        Assert.Equal(0, Tracker.AbandonedCount);
        AssertAllEndedOnce(crowd);
        Assert.All(Tracker.Made, probe => Assert.Equal(1, probe.Steps.Count(step => step == "dispose")));
        Assert.Equal(begin.AddSeconds(10), _world.Time.GetUtcNow());
    }

    [Fact]
    public void The_token_of_a_close_ends_all_grace_at_once()
    {
        using var patience = new CancellationTokenSource();
        Crowd crowd = MakeCrowd();
        DateTimeOffset begin = _world.Time.GetUtcNow();
        Task closing = Tracker.CloseAsync(patience.Token);
        _world.Advance(TimeSpan.FromSeconds(1));
        bool closedEarly = closing.IsCompleted;

        _world.Run(patience.Cancel);

        Assert.False(closedEarly);
        _world.Finish(closing);
        Assert.Equal(begin.AddSeconds(1), _world.Time.GetUtcNow());
        Assert.Equal(Crowd.Deaf, Tracker.AbandonedCount);
        Assert.Equal(0, _world.Time.PendingTimers);
        AssertAllEndedOnce(crowd);
    }

    [Fact]
    public void A_close_with_a_token_that_is_cancelled_already_gives_no_grace()
    {
        Probe deaf = _world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        Probe obedient = _world.Open("b");

        _world.Finish(Tracker.CloseAsync(new CancellationToken(canceled: true)));

        Assert.Equal(ExitReason.Abandoned, Assert.Single(deaf.Exits).Reason);
        Assert.Equal(ExitReason.TrackerClosed, Assert.Single(obedient.Exits).Reason);
    }

    [Fact]
    public void The_token_of_a_later_close_ends_the_grace_of_the_first()
    {
        Probe deaf = _world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        Task first = Tracker.CloseAsync();
        _world.Settle();
        bool closedEarly = first.IsCompleted;

        Task later = Tracker.CloseAsync(new CancellationToken(canceled: true));

        Assert.False(closedEarly);
        _world.Finish(later);
        _world.Finish(first);
        Assert.Equal(ExitReason.Abandoned, Assert.Single(deaf.Exits).Reason);
    }

    [Fact]
    public void With_infinite_timeouts_a_close_ends_when_its_token_says_so()
    {
        var world = new World(options =>
        {
            options.StartTimeout = Timeout.InfiniteTimeSpan;
            options.StopTimeout = Timeout.InfiniteTimeSpan;
            options.AfterTerminateTimeout = Timeout.InfiniteTimeSpan;
        });
        using var patience = new CancellationTokenSource();
        Func<Task> never = () => new TaskCompletionSource().Task;
        world.Open("a", probe => probe.OnRun = _ => never());
        world.Open("b", probe => probe.OnAfterTerminate = (_, _) => never());
        world.Open("c", probe => probe.OnDispose = () => new ValueTask(never()));
        _ = world.Tracker.OpenAsync("d", probe => probe.OnStart = _ => never()).AsTask();
        world.Settle();
        Task closing = world.Tracker.CloseAsync(patience.Token);

        world.Advance(TimeSpan.FromDays(100));
        bool closedEarly = closing.IsCompleted;
        world.Run(patience.Cancel);

        Assert.False(closedEarly);
        world.Finish(closing);
        Assert.Equal(4, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void A_close_that_comes_just_as_a_key_goes_to_its_next_opener_stops_that_one_too()
    {
        var tracker = new HookedTracker(_world.Options);
        var key = new HookedKey("a");
        _world.Result(tracker.FindOrOpenAsync(key));
        Task<bool> stop = tracker.StopAsync(key);
        ValueTask<Hooked> next = tracker.FindOrOpenAsync(key);
        Task? closing = null;
        var looksAtClock = 0;
        _world.Time.OnNow = () =>
        {
            // The first look is for the end of the child, and the second for the start of the next.
            if (++looksAtClock == 2)
                closing = tracker.CloseAsync();
        };

        _world.Settle();

        Assert.True(_world.Result(stop));
        Assert.Throws<TrackerClosedException>(() => _world.Result(next));
        _world.Finish(closing!);
        Assert.Empty(tracker.GetChildren());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_close_that_comes_while_a_key_is_opened_stops_it_or_refuses_it(int look)
    {
        var tracker = new HookedTracker(_world.Options);
        var key = new HookedKey("a");
        Task? closing = null;
        key.AtLook(look, () => closing = tracker.CloseAsync());

        ValueTask<Hooked> opening = tracker.FindOrOpenAsync(key);

        Assert.Throws<TrackerClosedException>(() => _world.Result(opening));
        _world.Finish(closing!);
        Assert.Empty(tracker.GetChildren());
    }

    [Fact]
    public async Task A_thousand_concurrent_opens_of_one_key_start_it_once_and_get_the_same_child()
    {
        const int Openers = 1000;
        await using var tracker = new ProbeTracker();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var atStart = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        Task<Task<Probe>[]>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                go.Wait();
                return Enumerable.Range(0, Openers / 4).Select(_ => tracker.OpenAsync("a", probe => probe.OnStart = async _ =>
                {
                    atStart.Release();
                    await start.Task;
                }).AsTask()).ToArray();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        go.Set();
        Task<Probe>[] openings = [.. (await Task.WhenAll(callers).WaitAsync(Threads.Timeout)).SelectMany(tasks => tasks)];
        Assert.True(await atStart.WaitAsync(Threads.Timeout));
        bool anyEarly = openings.Any(opening => opening.IsCompleted);

        start.SetResult();
        Probe[] probes = await Task.WhenAll(openings).WaitAsync(Threads.Timeout);

        Assert.False(anyEarly);
        Assert.Single(tracker.Made);
        Assert.Equal(Openers, probes.Length);
        Assert.All(probes, probe => Assert.Same(tracker.Made[0], probe));
        Assert.Equal(0, atStart.CurrentCount);
    }

    private void AssertAllEndedOnce(Crowd crowd) =>
        Assert.All(
            Tracker.Made.Concat(crowd.Adopted),
            probe => Assert.Equal(probe.Steps.Contains("started") || !probe.Steps.Contains("start") ? 1 : 0, probe.Exits.Count));

    /// <summary>Forty children in each of ten states; half of those that wait for something do not heed their tokens.</summary>
    private Crowd MakeCrowd()
    {
        var crowd = new Crowd();
        for (int number = 0; number < 40; number++)
        {
            crowd.Openings.Add(Tracker.OpenAsync("starting" + number, probe => probe.OnStart = async token =>
            {
                await Probe.RunUntilStopped(token);
                token.ThrowIfCancellationRequested();
            }).AsTask());
            crowd.Openings.Add(Tracker.OpenAsync("deaf starting" + number, probe => probe.OnStart = _ => crowd.Hang()).AsTask());
            _world.Open("running" + number);
            _world.Open("deaf running" + number, probe => probe.OnRun = _ => crowd.Hang());
            _world.Open("deaf in all" + number, probe =>
            {
                probe.OnRun = _ => crowd.Hang();
                probe.OnAfterTerminate = (_, _) => crowd.Hang();
            });
            _world.Open("terminating" + number, probe => probe.OnAfterTerminate = (_, token) => Probe.RunUntilStopped(token));
            _world.Open("deaf terminating" + number, probe => probe.OnAfterTerminate = (_, _) => crowd.Hang());
            _ = Tracker.StopAsync("terminating" + number);
            _ = Tracker.StopAsync("deaf terminating" + number);
            _world.Open("restarting" + number, static probe => probe.OnRun = static _ => throw new InvalidOperationException("lost the source"));
            Adopt("adopted" + number, heeds: true);
            Adopt("deaf adopted" + number, heeds: false);
        }

        _world.Settle();
        return crowd;

        void Adopt(string key, bool heeds)
        {
            var probe = new Probe();
            crowd.Adopted.Add(probe);
            ChildRegistration registration = Tracker.AddExisting(key, probe);
            if (heeds)
            {
                registration.Stopping.UnsafeRegister(static state => ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
            }
            else
            {
                crowd.Hang().ContinueWith(
                    _ => registration.DisposeAsync().AsTask(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private sealed class Crowd
    {
        /// <summary>How many of the children hang somewhere: 40 of each deaf kind.</summary>
        public const int Deaf = 40 * 5;

        public List<TaskCompletionSource> Hung { get; } = [];

        public List<Task<Probe>> Openings { get; } = [];

        public List<Probe> Adopted { get; } = [];

        /// <summary>A task that ends long after the tracker has closed.</summary>
        public Task Hang()
        {
            var hung = new TaskCompletionSource();
            Hung.Add(hung);
            return hung.Task;
        }
    }
}
