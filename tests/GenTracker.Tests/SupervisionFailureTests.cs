using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>
/// Key types and clocks that throw: a key type is called on its caller's thread alone, and a clock that throws stands still. Supervision goes on.
/// </summary>
public sealed class SupervisionFailureTests : IDisposable
{
    private const int ClockFailed = 18;
    private const int SupervisionFailed = 13;

    private readonly RecordingLog _log = new();
    private readonly InvalidOperationException _fault = new("out of order");

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(RestartPolicy.Temporary)]
    [InlineData(RestartPolicy.Permanent)]
    public void A_key_whose_type_throws_after_it_was_taken_is_supervised_to_its_end(RestartPolicy restart)
    {
        var world = new World(options => options.Restart = restart);
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(key));
        Task<Hooked> waiting = tracker.WaitForAsync(child, static _ => false);
        key.FailAlways(_fault);

        child.IncrementUsers();
        world.Settle();
        Assert.True(child.TryRetireAtUsers(1));
        world.Settle();

        Assert.Equal(ExitReason.Retired, world.Result(child.Completion).Reason);
        Assert.Empty(tracker.GetChildren());
        Assert.True(waiting.IsFaulted);
        world.Finish(tracker.CloseAsync());
        Assert.DoesNotContain(_log.Entries, static entry => entry.Id == SupervisionFailed);
    }

    [Fact]
    public void A_key_whose_type_throws_as_the_tracker_closes_keeps_neither_it_nor_the_other_children_from_their_end()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(key));
        Hooked other = world.Result(tracker.FindOrOpenAsync(new HookedKey("b")));
        key.FailAlways(_fault);

        world.Finish(tracker.CloseAsync());

        Assert.Equal(ExitReason.TrackerClosed, world.Result(child.Completion).Reason);
        Assert.Equal(ExitReason.TrackerClosed, world.Result(other.Completion).Reason);
    }

    [Fact]
    public void A_key_whose_type_throws_in_a_wait_fails_that_wait_and_no_write()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options);
        HookedKey asked = new("a");
        Hooked child = world.Result(tracker.FindOrOpenAsync(new HookedKey("a")));
        Task<Hooked> waiting = tracker.WaitForAsync(asked, static child => child.Users > 1);
        Task<Hooked> other = tracker.WaitForAsync(new HookedKey("a"), static child => child.Users > 1);
        world.Settle();
        asked.FailAlways(_fault);

        child.IncrementUsers(2);
        world.Settle();

        Assert.Same(_fault, waiting.Exception!.InnerException);
        Assert.Same(child, world.Result(other));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_key_type_that_throws_as_it_is_opened_is_told_to_that_caller_and_leaves_nothing(int look)
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey key = new("a");
        key.AtLook(look, () => throw _fault);

        Assert.Same(_fault, Record.Exception(() => { _ = tracker.FindOrOpenAsync(key).AsTask(); }));

        Assert.Empty(tracker.GetChildren());
        Assert.True(tracker.WhenSettledAsync().IsCompletedSuccessfully);
        world.Finish(tracker.CloseAsync());
    }

    [Fact]
    public void A_key_type_that_throws_as_it_is_put_into_the_table_leaves_nothing_and_its_object_may_be_adopted_again()
    {
        var world = new World();
        var tracker = new HookedTracker(world.Options, loggerFactory: _log);
        HookedKey neighbor = new("a neighbor");
        tracker.AddExisting(neighbor, new Hooked());
        Hooked child = new();
        neighbor.AtComparison(2, () => throw _fault);

        Assert.Same(_fault, Record.Exception(() => tracker.AddExisting(new HookedKey("a"), child)));

        Assert.True(tracker.WhenSettledAsync().IsCompletedSuccessfully);
        tracker.AddExisting(new HookedKey("a"), child);
        Assert.Same(child, tracker.Find(new HookedKey("a")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clock_that_throws_at_any_moment_costs_no_child_anything_and_is_logged_once(bool sharesTimers)
    {
        Assert.All(Enumerable.Range(1, 40), look =>
        {
            using var log = new RecordingLog();
            var world = new World(
                options =>
                {
                    options.Restart = RestartPolicy.Transient;
                    options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero };
                    options.SharesTimers = sharesTimers;
                },
                loggerFactory: log);
            var looks = 0;
            world.Time.OnNow = () =>
            {
                if (++looks >= look)
                    throw _fault;
            };

            Probe first = world.Open("a", static probe => probe.OnRun = static token => Probe.RunUntilStopped(token));
            Task<bool> stop = world.Tracker.StopAsync("a");
            Task<Probe> second = world.Tracker.OpenAsync("a").AsTask();
            world.Settle();

            Assert.True(world.Result(stop));
            Assert.Equal(ExitReason.Stopped, world.Result(first.Completion).Reason);
            Assert.Contains("after Stopped", first.Steps);
            Assert.Equal(2, world.Result(second).Incarnation);
            world.Finish(world.Tracker.CloseAsync());
            Assert.Equal(looks >= look ? [_fault] : [], log.Entries.Where(static entry => entry.Id == ClockFailed).Select(static entry => entry.Exception));
            Assert.DoesNotContain(log.Entries, static entry => entry.Id == SupervisionFailed);
        });
    }

    [Fact]
    public void A_clock_whose_timers_throw_is_replaced_by_the_system_s()
    {
        var time = new BrokenTimers(_fault);
        var world = new World(options => options.TimeProvider = time, loggerFactory: _log);

        Probe child = world.Open("a");
        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(ExitReason.Stopped, world.Result(child.Completion).Reason);
        Assert.Same(_fault, Assert.Single(_log.Entries, static entry => entry.Id == ClockFailed).Exception);
    }

    [Fact]
    public void A_defect_of_supervision_costs_its_key_alone_and_that_key_is_free_and_its_child_disposed()
    {
        var world = new World(loggerFactory: _log);
        var tracker = new UnsealableTracker(world.Options, _log);
        Unsealable child = world.Result(tracker.OpenAsync("a"));
        Unsealable other = world.Result(tracker.OpenAsync("b"));
        child.Fault = _fault;
        var ends = new List<Unsealable?>();
        tracker.ChildEnded += (end, _) =>
        {
            ends.Add(end.Child);
            return Task.CompletedTask;
        };

        Task<bool> stop = tracker.StopAsync("a");
        world.Settle();

        Assert.True(world.Result(stop));
        Assert.Equal([child], ends);
        Assert.True(child.IsDisposed);
        Assert.True(child.StoppingToken.IsCancellationRequested);
        Assert.True(((ITracked<string>)child).Link.Completion.IsCompleted);
        Assert.Same(other, tracker.Find("b"));
        Assert.Equal([ChildState.Running], tracker.GetChildren().Select(static listed => listed.State));
        Assert.Contains(_log.Entries, entry => entry.Id == SupervisionFailed && entry.Exception == _fault);
        world.Finish(tracker.CloseAsync());
    }

    private sealed class BrokenTimers(Exception fault) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => throw fault;
    }

    /// <summary>Written by hand, as no generator writes it: its attributes cannot be sealed.</summary>
    private sealed class Unsealable : ITracked<string>, ITrackedChild, IDisposable
    {
        private ChildLink<string> _link;

        ref ChildLink<string> ITracked<string>.Link => ref _link;

        public Exception? Fault { get; set; }

        public bool IsDisposed { get; private set; }

        public CancellationToken StoppingToken { get; private set; }

        public Task RunAsync(CancellationToken stoppingToken)
        {
            StoppingToken = stoppingToken;
            return Probe.RunUntilStopped(stoppingToken);
        }

        public void Dispose() => IsDisposed = true;

        void ITracked<string>.Seal()
        {
            if (Fault is not null)
                throw Fault;
        }

        void ITracked<string>.Inherit(ITracked<string> previous)
        {
        }
    }

    private sealed class UnsealableTracker(TrackerOptions options, RecordingLog log)
        : Tracker<string, Unsealable>("Unsealable", options, null, log, StringComparer.Ordinal, [])
    {
        public ValueTask<Unsealable> OpenAsync(string key) =>
            FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, Unsealable>(static _ => new Unsealable()), null, default);
    }
}
