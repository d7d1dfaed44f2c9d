using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A child that ends itself while it is idle.</summary>
public sealed class RetireTests
{
    [Fact]
    public void A_child_that_is_not_at_the_value_does_not_retire_and_nothing_changes()
    {
        var world = new World();
        Probe probe = world.Open("a");
        probe.IncrementCount(2);

        bool retired = probe.TryRetireAtCount(0);
        world.Settle();

        Assert.False(retired);
        Assert.Same(probe, world.Tracker.Find("a"));
        Assert.Equal(3, probe.IncrementCount());
    }

    [Fact]
    public void A_retired_child_is_neither_found_nor_counted_on_at_once_and_told_to_stop()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        CancellationToken stopping = default;
        var run = new TaskCompletionSource();
        Probe probe = world.Open("a", probe => probe.OnRun = token =>
        {
            stopping = token;
            return run.Task;
        });
        probe.IncrementCount(2);

        bool retired = probe.TryRetireAtCount(2);
        Probe? found = world.Tracker.Find("a");
        int running = world.Tracker.Count;
        bool counted = probe.TryIncrementCount(1, out long final);

        Assert.True(retired);
        Assert.Null(found);
        Assert.False(counted);
        Assert.Equal(2, final);
        Assert.Throws<ChildTerminatedException>(() => probe.IncrementCount());
        Assert.Equal(0, running);
        Assert.False(probe.TryRetireAtCount(2));
        world.Settle();
        Assert.True(stopping.IsCancellationRequested);
        Assert.False(probe.Completion.IsCompleted);
        world.Run(run.SetResult);
        Assert.Equal(ExitReason.Retired, world.Result(probe.Completion).Reason);
        Assert.False(Assert.Single(probe.Exits).WillRestart);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void The_other_attributes_of_a_retired_child_take_writes_until_its_run_has_ended()
    {
        var world = new World();
        Probe probe = world.Open("a", probe => probe.OnRun = async token =>
        {
            await Probe.RunUntilStopped(token);
            probe.Title = "empty";
        });

        probe.TryRetireAtCount(0);
        world.Settle();

        Assert.Equal("empty", probe.Title);
        Assert.Null(Assert.Single(probe.Exits).Exception);
    }

    [Fact]
    public void A_retired_child_that_does_not_heed_its_token_is_abandoned_after_the_stop_timeout()
    {
        var world = new World();
        Probe probe = world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);

        probe.TryRetireAtCount(0);
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ExitReason.Abandoned, Assert.Single(probe.Exits).Reason);
    }

    [Fact]
    public void An_open_of_a_retired_key_gets_a_fresh_child()
    {
        var world = new World();
        Probe probe = world.Open("a");

        probe.TryRetireAtCount(0);
        ValueTask<Probe> reopened = world.Tracker.OpenAsync("a");

        Assert.NotSame(probe, world.Result(reopened));
    }

    [Fact]
    public void Only_a_running_child_can_retire()
    {
        var world = new World();
        var untracked = new Probe();
        bool inStart = true;
        Probe probe = world.Open("a", probe => probe.OnStart = _ =>
        {
            inStart = probe.TryRetireAtCount(0);
            return Task.CompletedTask;
        });
        bool inAfterTerminate = true;
        probe.OnAfterTerminate = (_, _) =>
        {
            inAfterTerminate = probe.TryRetireAtCount(0);
            return Task.CompletedTask;
        };
        world.Result(world.Tracker.StopAsync("a"));

        Assert.False(untracked.TryRetireAtCount(0));
        Assert.False(inStart);
        Assert.False(inAfterTerminate);
        Assert.False(probe.TryRetireAtCount(0));
        Assert.Equal(1, untracked.IncrementCount());
    }

    [Fact]
    public void An_adopted_child_retires_too_and_its_owner_is_told()
    {
        var world = new World();
        var probe = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", probe);

        bool retired = probe.TryRetireAtCount(0);
        world.Settle();

        Assert.True(retired);
        Assert.True(registration.Stopping.IsCancellationRequested);
        Assert.Null(world.Tracker.Find("a"));
        world.Finish(registration.DisposeAsync().AsTask());
        Assert.Equal(ExitReason.Retired, Assert.Single(probe.Exits).Reason);
    }

    [Theory]
    [InlineData(RestartPolicy.Temporary)]
    [InlineData(RestartPolicy.Transient)]
    [InlineData(RestartPolicy.Permanent)]
    public void A_child_that_retires_itself_in_its_run_ends_for_good_whatever_its_policy(RestartPolicy policy)
    {
        var world = new World(options => options.Restart = policy);
        (bool Retired, bool IsFound, bool Again, bool CanCount) seen = default;
        CancellationToken stopping = default;
        Probe probe = world.Open("a", probe => probe.OnRun = async token =>
        {
            stopping = token;
            seen = (probe.TryRetire(), world.Tracker.Find("a") is not null, probe.TryRetire(), probe.TryIncrementCount(1, out _));
            await Probe.RunUntilStopped(token);
        });
        world.Settle();

        Assert.Equal((true, false, false, true), seen);
        Assert.True(stopping.IsCancellationRequested);
        ChildExit exit = Assert.Single(probe.Exits);
        Assert.Equal((ExitReason.Retired, null, false), (exit.Reason, exit.Exception, exit.WillRestart));
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_run_that_throws_after_its_child_has_retired_brings_no_restart()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var failure = new InvalidOperationException("late");
        Probe probe = world.Open("a", probe => probe.OnRun = _ =>
        {
            probe.TryRetire();
            throw failure;
        });
        world.Settle();

        ChildExit exit = Assert.Single(probe.Exits);
        Assert.Equal((ExitReason.Retired, failure, false), (exit.Reason, exit.Exception, exit.WillRestart));
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_child_that_is_neither_opened_nor_adopted_does_not_retire_and_can_be_opened_afterwards()
    {
        var world = new World();
        var probe = new Probe();

        bool retired = probe.TryRetire();
        world.Tracker.AddExisting("a", probe);

        Assert.False(retired);
        Assert.Same(probe, world.Tracker.Find("a"));
    }

    [Fact]
    public void A_child_that_ends_already_does_not_retire()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var run = new TaskCompletionSource();
        Probe stopped = world.Open("a", probe => probe.OnRun = _ => run.Task);
        _ = world.Tracker.StopAsync("a");
        bool whileItStops = stopped.TryRetire();
        world.Run(run.SetResult);
        bool afterItsEnd = stopped.TryRetire();

        bool inAfterTerminate = true;
        Probe completed = world.Open("b", probe =>
        {
            probe.OnRun = static _ => Task.CompletedTask;
            probe.OnAfterTerminate = (_, _) =>
            {
                inAfterTerminate = probe.TryRetire();
                return Task.CompletedTask;
            };
        });
        world.Settle();
        bool whileItsSuccessorIsAwaited = completed.TryRetire();
        ChildState state = Assert.Single(world.Tracker.GetChildren()).State;

        Assert.Equal((false, false, false, false), (whileItStops, afterItsEnd, inAfterTerminate, whileItsSuccessorIsAwaited));
        Assert.Equal(ExitReason.Stopped, stopped.Exits[0].Reason);
        Assert.Equal(ExitReason.Completed, completed.Exits[0].Reason);
        Assert.Equal(ChildState.Restarting, state);
    }

    [Fact]
    public void A_former_incarnation_does_not_retire_its_successor()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var run = new TaskCompletionSource();
        Probe first = world.Open("a", probe => probe.OnRun = token => run.Task.IsCompleted ? Probe.RunUntilStopped(token) : run.Task);
        world.Run(run.SetResult);
        world.Advance(TimeSpan.FromSeconds(1));
        Probe? second = world.Tracker.Find("a");

        bool retired = first.TryRetire();

        Assert.False(retired);
        Assert.NotNull(second);
        Assert.NotSame(first, second);
        Assert.Same(second, world.Tracker.Find("a"));
    }

    [Fact]
    public void A_child_that_retires_in_its_start_is_never_found_and_its_openers_are_told()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        bool retired = false;
        CancellationToken starting = default;
        Probe? probe = null;

        Task<Probe> opening = world.Tracker.OpenAsync("a", made => made.OnStart = token =>
        {
            probe = made;
            starting = token;
            retired = made.TryRetire();
            return Task.CompletedTask;
        }).AsTask();
        world.Settle();

        Assert.True(retired);
        Assert.True(starting.IsCancellationRequested);
        Assert.IsType<ChildStartException>(opening.Exception?.InnerException);
        Assert.Equal(ExitReason.Retired, Assert.Single(probe!.Exits).Reason);
        Assert.DoesNotContain("run", probe.Steps);
        Assert.Null(world.Tracker.Find("a"));
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void An_adopted_child_retires_whenever_it_likes_and_its_owner_is_told()
    {
        var world = new World();
        var probe = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", probe);
        probe.IncrementCount();

        bool retired = probe.TryRetire();
        world.Settle();

        Assert.True(retired);
        Assert.True(registration.Stopping.IsCancellationRequested);
        Assert.Null(world.Tracker.Find("a"));
        world.Finish(registration.DisposeAsync().AsTask());
        Assert.Equal(ExitReason.Retired, Assert.Single(probe.Exits).Reason);
    }

    [Fact]
    public void Who_is_refused_while_a_child_retires_goes_on_only_when_it_is_no_longer_found()
    {
        var world = new World();
        Probe probe = world.Open("a");
        Probe? found = probe;
        var refused = new Thread(() =>
        {
            ((ITracked<string>)probe).Link.EnsureHidden();
            found = world.Tracker.Find("a");
        });
        var slot = new SlotWithWitness(() =>
        {
            // The slot is sealed now, and the child still found. Whoever is refused here either waits or, wrongly, goes on to the end.
            refused.UnsafeStart();
            Assert.True(SpinWait.SpinUntil(() => refused.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !refused.IsAlive, Threads.Timeout));
        });

        bool retired = ((ITracked<string>)probe).Link.TryRetire(ref slot, 0L);
        refused.Join();

        Assert.True(retired);
        Assert.Null(found);
    }

    [Fact]
    public async Task An_idle_child_retires_without_losing_a_caller_who_has_just_found_it()
    {
        const int Rounds = 1000;
        const int CountsBeforeItRetires = 20;
        await using var tracker = new ProbeTracker();
        using var meeting = new Barrier(2);
        var probe = new Probe();
        int counts = 0;
        int lost = 0;
        int stale = 0;
        Task retiring = Threads.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                meeting.SignalAndWait();
                var spin = new SpinWait();
                while (Volatile.Read(ref counts) < CountsBeforeItRetires)
                    spin.SpinOnce(sleep1Threshold: -1);
                while (!probe.TryRetireAtCount(0))
                    spin.SpinOnce(sleep1Threshold: -1);
                meeting.SignalAndWait();
            }
        });
        Task finding = Threads.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                string key = "k" + round;
                probe = new Probe();
                counts = 0;
                ChildRegistration registration = tracker.AddExisting(key, probe);
                meeting.SignalAndWait();
                while (tracker.Find(key) is { } found)
                {
                    if (!found.TryIncrementCount(1, out _))
                    {
                        stale += tracker.Find(key) is null ? 0 : 1;
                        break;
                    }

                    // A child that has counted its caller does not retire before it has counted it out.
                    lost += found.TryIncrementCount(-1, out _) ? 0 : 1;
                    Volatile.Write(ref counts, counts + 1);
                }

                meeting.SignalAndWait();
                _ = registration.DisposeAsync().AsTask();
            }
        });

        await Threads.Ended(retiring, finding);

        Assert.True(lost == 0, $"A child retired {lost} times though it had just counted a caller.");
        Assert.True(stale == 0, $"A child was found {stale} times after it had refused the count.");
    }

    /// <summary>A slot that can be sealed at any value, and says when it is.</summary>
    private readonly struct SlotWithWitness(Action onSealed) : IRetirableSlot<long>
    {
        public long Value => 0;

        public void Seal() => onSealed();

        public bool TrySealAt(long value)
        {
            onSealed();
            return true;
        }

        public void Restore(long value)
        {
        }
    }
}
