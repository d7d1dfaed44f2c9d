using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Which ends are followed by a restart, when, and what the next incarnation is.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(RestartPolicy.Temporary, "completes", ExitReason.Completed, false)]
    [InlineData(RestartPolicy.Temporary, "fails", ExitReason.Failed, false)]
    [InlineData(RestartPolicy.Temporary, "cancels itself", ExitReason.Failed, false)]
    [InlineData(RestartPolicy.Temporary, "is stopped", ExitReason.Stopped, false)]
    [InlineData(RestartPolicy.Temporary, "retires", ExitReason.Retired, false)]
    [InlineData(RestartPolicy.Temporary, "is closed", ExitReason.TrackerClosed, false)]
    [InlineData(RestartPolicy.Transient, "completes", ExitReason.Completed, false)]
    [InlineData(RestartPolicy.Transient, "fails", ExitReason.Failed, true)]
    [InlineData(RestartPolicy.Transient, "cancels itself", ExitReason.Failed, true)]
    [InlineData(RestartPolicy.Transient, "is stopped", ExitReason.Stopped, false)]
    [InlineData(RestartPolicy.Transient, "retires", ExitReason.Retired, false)]
    [InlineData(RestartPolicy.Transient, "is closed", ExitReason.TrackerClosed, false)]
    [InlineData(RestartPolicy.Permanent, "completes", ExitReason.Completed, true)]
    [InlineData(RestartPolicy.Permanent, "fails", ExitReason.Failed, true)]
    [InlineData(RestartPolicy.Permanent, "cancels itself", ExitReason.Failed, true)]
    [InlineData(RestartPolicy.Permanent, "is stopped", ExitReason.Stopped, false)]
    [InlineData(RestartPolicy.Permanent, "retires", ExitReason.Retired, false)]
    [InlineData(RestartPolicy.Permanent, "is closed", ExitReason.TrackerClosed, false)]
    public void The_policy_decides_which_end_is_followed_by_a_restart(RestartPolicy policy, string end, ExitReason reason, bool restarts)
    {
        var world = new World(options => options.Restart = policy);
        var runs = new RunEnds(world);
        Probe first = world.Open("a", runs.Script);

        switch (end)
        {
            case "completes":
                runs.Complete();
                break;
            case "fails":
                runs.Fail();
                break;
            case "cancels itself":
                runs.Cancel();
                break;
            case "is stopped":
                _ = world.Tracker.StopAsync("a");
                break;
            case "retires":
                first.TryRetireAtCount(0);
                break;
            case "is closed":
                _ = world.Tracker.CloseAsync();
                break;
        }

        world.Advance(TimeSpan.FromMinutes(1));

        ChildExit exit = Assert.Single(first.Exits);
        Assert.Equal(reason, exit.Reason);
        Assert.Equal(restarts, exit.WillRestart);
        Assert.Equal(exit, world.Result(first.Completion));
        Assert.Equal(restarts ? 2 : 1, world.Tracker.Made.Count);
        Assert.Same(restarts ? world.Tracker.Made[1] : null, world.Tracker.Find("a"));
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_restart_comes_at_the_very_tick_of_its_delay()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);

        runs.Fail();
        world.Advance(TimeSpan.FromMilliseconds(50) - Tick);
        ChildInfo<string, Probe> before = Assert.Single(world.Tracker.GetChildren());
        int madeBefore = world.Tracker.Made.Count;
        world.Advance(Tick);

        Assert.Equal(ChildState.Restarting, before.State);
        Assert.Equal(1, madeBefore);
        Assert.NotNull(world.Tracker.Find("a"));
    }

    [Fact]
    public void The_delay_grows_with_each_failure_in_a_row_up_to_its_cap()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(10), Factor = 3, Max = TimeSpan.FromMilliseconds(200) };
        });
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);

        IEnumerable<double> delays = Enumerable.Range(0, 5).Select(_ =>
        {
            runs.Fail();
            return DelayOfRestart(world).TotalMilliseconds;
        });

        Assert.Equal([10, 30, 90, 200, 200], delays.ToArray());
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.5, 80)]
    [InlineData(1, 60)]
    public void Jitter_shortens_the_delay_by_the_part_that_chance_draws(double chance, double milliseconds)
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(100), Jitter = 0.4 };
            options.Randomizer = () => chance;
        });
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);

        runs.Fail();

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DelayOfRestart(world));
    }

    [Theory]
    [InlineData(-1, 100)]
    [InlineData(0, 50)]
    public void An_incarnation_that_ran_for_the_stable_time_starts_the_delays_anew(long ticksBeyond, double milliseconds)
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);
        runs.Fail();
        DelayOfRestart(world);

        world.Advance(TimeSpan.FromSeconds(30) + TimeSpan.FromTicks(ticksBeyond));
        runs.Fail();

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DelayOfRestart(world));
    }

    [Fact]
    public void The_time_that_a_start_takes_is_no_stable_time()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        var slow = new TaskCompletionSource();
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => slow.Task;
        });
        runs.Fail();
        DelayOfRestart(world);
        world.Advance(TimeSpan.FromSeconds(40));
        world.Run(slow.SetResult);

        runs.Fail();

        Assert.Equal(TimeSpan.FromMilliseconds(100), DelayOfRestart(world));
    }

    [Fact]
    public void One_restart_more_than_the_window_allows_ends_the_key_and_the_last_end_says_so()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.MaxRestarts = 2;
        });
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        var cause = new InvalidOperationException("once more");
        Probe other = world.Open("b");
        world.Open("a", runs.Script);

        runs.Fail();
        DelayOfRestart(world);
        runs.Complete();
        DelayOfRestart(world);
        runs.Fail(cause);

        ChildExit[] exits = [.. world.Tracker.Made.Skip(1).SelectMany(probe => probe.Exits)];
        Assert.Equal([ExitReason.Failed, ExitReason.Completed, ExitReason.RestartLimit], exits.Select(exit => exit.Reason));
        Assert.Equal([true, true, false], exits.Select(exit => exit.WillRestart));
        Assert.Same(cause, exits[2].Exception);
        Assert.Equal("Terminated a RestartLimit", log.Told.Last());
        Assert.Same(other, Assert.Single(world.Tracker.GetChildren()).Child);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void A_restart_counts_until_it_is_as_old_as_the_window(long ticksBeyond, bool restarts)
    {
        World world = OneRestartInTenSeconds();
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);

        runs.Fail();
        world.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticksBeyond));
        runs.Fail();

        Assert.Equal(restarts, world.Tracker.Made[1].Exits[0].WillRestart);
        Assert.Equal(restarts ? ExitReason.Failed : ExitReason.RestartLimit, world.Tracker.Made[1].Exits[0].Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_clock_that_is_set_neither_gives_nor_takes_a_restart(int hours)
    {
        World world = OneRestartInTenSeconds();
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);

        runs.Fail();
        world.Time.Set = TimeSpan.FromHours(hours);
        world.Advance(TimeSpan.FromSeconds(9));
        runs.Fail();

        Assert.Equal(ExitReason.RestartLimit, world.Tracker.Made[1].Exits[0].Reason);
    }

    [Fact]
    public void A_clock_that_is_set_forward_starts_no_delays_anew()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);
        runs.Fail();
        DelayOfRestart(world);

        world.Time.Set = TimeSpan.FromHours(1);
        runs.Fail();

        Assert.Equal(TimeSpan.FromMilliseconds(100), DelayOfRestart(world));
    }

    [Fact]
    public void With_no_restarts_allowed_the_first_failure_ends_the_key()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.MaxRestarts = 0;
        });
        var runs = new RunEnds(world);
        Probe probe = world.Open("a", runs.Script);

        runs.Fail();

        Assert.Equal(ExitReason.RestartLimit, Assert.Single(probe.Exits).Reason);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_fresh_life_of_the_key_begins_with_no_restarts_counted()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 1;
        });
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);
        runs.Fail();
        DelayOfRestart(world);
        runs.Fail();

        Probe fresh = world.Open("a", runs.Script);
        runs.Fail();

        Assert.True(Assert.Single(fresh.Exits).WillRestart);
        Assert.Equal(TimeSpan.FromMilliseconds(50), DelayOfRestart(world));
    }

    [Fact]
    public void A_failed_first_start_is_never_retried()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => throw new InvalidOperationException("no source"));
        Assert.Throws<ChildStartException>(() => world.Result(opening));
        world.Advance(TimeSpan.FromMinutes(5));

        Assert.Single(world.Tracker.Made);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_failed_start_of_a_restart_counts_as_a_failure_and_is_tried_again()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count is 2 or 3)
                probe.OnStart = _ => throw new InvalidOperationException("no source");
        });

        runs.Fail();
        double[] delays = [.. Enumerable.Range(0, 3).Select(_ => DelayOfRestart(world).TotalMilliseconds)];

        Assert.Equal([50, 100, 200], delays);
        Assert.Same(world.Tracker.Made[3], world.Tracker.Find("a"));
        Assert.Equal(["start", "dispose"], world.Tracker.Made[1].Steps);
        Assert.Equal(["Synced", "Started a", "Terminated a Failed, restarts", "Restarted a"], log.Told);
        ChildInfo<string, Probe> info = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal((4, 3, ExitReason.StartFailed), (info.Incarnation, info.Restarts, info.LastExit!.Value.Reason));
    }

    [Fact]
    public void Failed_starts_of_restarts_use_up_the_allowed_restarts_and_the_key_ends_with_a_last_event()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 2;
        });
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        var cause = new InvalidOperationException("no source");
        Probe first = world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count > 1)
                probe.OnStart = _ => throw cause;
        });

        runs.Fail();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, world.Tracker.Made.Count);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(["Synced", "Started a", "Terminated a Failed, restarts", "Terminated a RestartLimit"], log.Told);
        Assert.Same(first, log.Events[^1].Child);
        Assert.Same(cause, log.Events[^1].Exit!.Value.Exception);
        Assert.Single(first.Exits);
    }

    [Fact]
    public void A_start_of_a_restart_that_runs_out_of_time_is_abandoned_and_the_restart_tried_again()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        var hung = new TaskCompletionSource();
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => hung.Task;
        });
        runs.Fail();
        DelayOfRestart(world);

        world.Advance(TimeSpan.FromSeconds(60) - Tick);
        ChildState before = Assert.Single(world.Tracker.GetChildren()).State;
        world.Advance(Tick);
        IEnumerable<ChildState> states = world.Tracker.GetChildren().Select(info => info.State);

        Assert.Equal(ChildState.Starting, before);
        Assert.Equal([ChildState.Restarting, ChildState.Abandoned], states);
        Assert.Equal(TimeSpan.FromMilliseconds(100), DelayOfRestart(world));
        Assert.Same(world.Tracker.Made[2], world.Tracker.Find("a"));
        Assert.Equal(1, world.Tracker.AbandonedCount);
        world.Run(hung.SetResult);
        Assert.Equal(0, world.Tracker.AbandonedCount);
        Assert.Equal(["start", "started", "after Abandoned", "dispose"], world.Tracker.Made[1].Steps);
    }

    [Fact]
    public void Opens_during_the_delay_and_during_the_start_wait_for_the_restarted_child()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        var slow = new TaskCompletionSource();
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => slow.Task;
        });
        runs.Fail();

        ValueTask<Probe> inDelay = world.Tracker.OpenAsync("a", static _ => throw new InvalidOperationException("the first opener's arguments count"));
        DelayOfRestart(world);
        ValueTask<Probe> inStart = world.Tracker.OpenAsync("a", static _ => throw new InvalidOperationException("the first opener's arguments count"));
        bool waited = !inDelay.IsCompleted && !inStart.IsCompleted;
        world.Run(slow.SetResult);

        Assert.True(waited);
        Assert.Same(world.Tracker.Made[1], world.Result(inDelay));
        Assert.Same(world.Tracker.Made[1], world.Result(inStart));
        Assert.Equal(2, world.Tracker.Made.Count);
    }

    [Fact]
    public void Opens_wait_through_a_failed_start_of_a_restart()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => throw new InvalidOperationException("no source");
        });
        runs.Fail();

        ValueTask<Probe> waiting = world.Tracker.OpenAsync("a");
        DelayOfRestart(world);
        bool waited = !waiting.IsCompleted;
        DelayOfRestart(world);

        Assert.True(waited);
        Assert.Same(world.Tracker.Made[2], world.Result(waiting));
    }

    [Fact]
    public void Opens_during_the_delay_get_a_fresh_child_of_the_first_waiter_where_the_key_ends()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);
        runs.Fail();
        var fresh = new Probe();

        ValueTask<Probe> first = world.Tracker.OpenAsync("a", _ => fresh);
        ValueTask<Probe> second = world.Tracker.OpenAsync("a", static _ => throw new InvalidOperationException("the first waiter's arguments count"));
        bool stopped = world.Result(world.Tracker.StopAsync("a"));

        Assert.True(stopped);
        Assert.Same(fresh, world.Result(first));
        Assert.Same(fresh, world.Result(second));
        Assert.Equal(2, fresh.Incarnation);
    }

    [Fact]
    public void Waiters_get_a_fresh_child_where_the_restart_limit_ends_the_key()
    {
        var world = new World(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 1;
        });
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => throw new InvalidOperationException("no source");
        });
        runs.Fail();

        ValueTask<Probe> waiting = world.Tracker.OpenAsync("a");
        DelayOfRestart(world);
        Probe fresh = world.Result(waiting);

        Assert.Same(world.Tracker.Made[2], fresh);
        Assert.Equal(0, Assert.Single(world.Tracker.GetChildren()).Restarts);
    }

    [Fact]
    public void A_stop_during_the_delay_ends_the_key_cancels_the_timer_and_is_told_as_the_last_end()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        Probe probe = world.Open("a", runs.Script);
        runs.Fail();
        world.Advance(TimeSpan.FromMilliseconds(20));

        bool stopped = world.Result(world.Tracker.StopAsync("a"));
        int timersLeft = world.Time.PendingTimers;
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.True(stopped);
        Assert.Equal(0, timersLeft);
        Assert.Single(world.Tracker.Made);
        Assert.Single(probe.Exits);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(["Synced", "Started a", "Terminated a Failed, restarts", "Terminated a Stopped"], log.Told);
        Assert.Same(probe, log.Events[^1].Child);
    }

    [Fact]
    public void A_stop_before_the_delay_has_begun_cancels_the_restart_too()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        var ending = new TaskCompletionSource();
        Probe probe = world.Open("a", probe =>
        {
            runs.Script(probe);
            probe.OnAfterTerminate = (_, _) => ending.Task;
        });
        runs.Fail();

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        bool waited = !stop.IsCompleted;
        world.Run(ending.SetResult);

        Assert.True(waited);
        Assert.True(world.Result(stop));
        Assert.True(Assert.Single(probe.Exits).WillRestart);
        Assert.Equal("Terminated a Stopped", log.Told.Last());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_stop_during_the_start_of_a_restart_cancels_it_and_ends_the_key()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var log = new EventLog(world);
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = Probe.RunUntilStopped;
        });
        runs.Fail();
        DelayOfRestart(world);

        bool stopped = world.Result(world.Tracker.StopAsync("a"));

        Assert.True(stopped);
        Assert.Equal(["start", "started", "after Stopped", "dispose"], world.Tracker.Made[1].Steps);
        Assert.Equal(["Synced", "Started a", "Terminated a Failed, restarts", "Terminated a Stopped"], log.Told);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_start_of_a_restart_that_obeys_the_stop_with_an_exception_is_no_failure_to_try_again()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
            {
                probe.OnStart = async token =>
                {
                    await Probe.RunUntilStopped(token);
                    token.ThrowIfCancellationRequested();
                };
            }
        });
        runs.Fail();
        DelayOfRestart(world);

        world.Result(world.Tracker.StopAsync("a"));
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["start", "dispose"], world.Tracker.Made[1].Steps);
        Assert.Equal(2, world.Tracker.Made.Count);
    }

    [Fact]
    public void What_survives_is_carried_into_the_next_incarnation_and_nothing_else_is()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        var atStart = new List<long>();
        Probe first = world.Open("a", probe =>
        {
            runs.Script(probe);
            probe.IncrementSurvivor(5);
            probe.OnStart = _ =>
            {
                atStart.Add(probe.Survivor);
                return Task.CompletedTask;
            };
        });
        first.IncrementSurvivor(7);
        first.IncrementCount(3);
        first.Title = "news";

        runs.Fail();
        DelayOfRestart(world);
        Probe second = world.Tracker.Find("a")!;

        Assert.Equal([5, 12], atStart);
        Assert.Equal((12, 0, "untitled"), (second.Survivor, second.Count, second.Title));
    }

    [Fact]
    public void Over_a_failed_start_of_a_restart_survives_what_the_last_incarnation_that_ran_had()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        Probe first = world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
            {
                probe.OnStart = _ =>
                {
                    probe.IncrementSurvivor(1000);
                    throw new InvalidOperationException("no source");
                };
            }
        });
        first.IncrementSurvivor(7);

        runs.Fail();
        DelayOfRestart(world);
        DelayOfRestart(world);

        Assert.Equal(1007, world.Tracker.Made[1].Survivor);
        Assert.Equal(7, world.Tracker.Find("a")!.Survivor);
    }

    [Fact]
    public void A_fresh_life_of_the_key_inherits_nothing()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script).IncrementSurvivor(7);
        runs.Fail();

        ValueTask<Probe> waiting = world.Tracker.OpenAsync("a");
        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(0, world.Result(waiting).Survivor);
    }

    [Fact]
    public void A_write_through_an_old_incarnation_never_reaches_its_successor()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        Probe old = world.Open("a", runs.Script);
        runs.Fail();
        DelayOfRestart(world);

        Assert.Throws<ChildTerminatedException>(() => old.IncrementCount());
        Assert.Throws<ChildTerminatedException>(() => old.Title = "late");

        Assert.Equal((0, "untitled"), (world.Tracker.Find("a")!.Count, world.Tracker.Find("a")!.Title));
    }

    [Fact]
    public void Incarnation_numbers_of_a_key_rise_over_restarts_and_over_lives()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnStart = _ => throw new InvalidOperationException("no source");
        });
        runs.Fail();
        DelayOfRestart(world);
        DelayOfRestart(world);
        Probe third = world.Tracker.Find("a")!;
        world.Result(world.Tracker.StopAsync("a"));
        Probe fourth = world.Open("a");
        world.Result(world.Tracker.StopAsync("a"));
        var fifth = new Probe();
        world.Tracker.AddExisting("a", fifth);

        Assert.Equal(
            [1, 2, 3, 4, 5], [world.Tracker.Made[0].Incarnation, world.Tracker.Made[1].Incarnation, third.Incarnation, fourth.Incarnation, fifth.Incarnation]);
    }

    [Fact]
    public void An_exit_tells_its_incarnation_its_times_and_the_restarts_before_it()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        DateTimeOffset zero = world.Time.GetUtcNow();
        world.Open("a", runs.Script);
        world.Advance(TimeSpan.FromSeconds(1));
        var cause = new InvalidOperationException("lost the source");
        runs.Fail(cause);
        DelayOfRestart(world);
        world.Advance(TimeSpan.FromSeconds(2));
        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(
            new ChildExit
            {
                Reason = ExitReason.Failed,
                Exception = cause,
                StartedAt = zero,
                EndedAt = zero.AddSeconds(1),
                Incarnation = 1,
                Restarts = 0,
                WillRestart = true,
            },
            Assert.Single(world.Tracker.Made[0].Exits));
        Assert.Equal(
            new ChildExit
            {
                Reason = ExitReason.Stopped,
                StartedAt = zero.AddMilliseconds(1050),
                EndedAt = zero.AddMilliseconds(3050),
                Incarnation = 2,
                Restarts = 1,
                WillRestart = false,
            },
            Assert.Single(world.Tracker.Made[1].Exits));
    }

    [Theory]
    [InlineData(RestartPolicy.Temporary, RestartPolicy.Permanent, true)]
    [InlineData(RestartPolicy.Permanent, RestartPolicy.Temporary, false)]
    [InlineData(RestartPolicy.Permanent, null, true)]
    public void A_childs_own_options_win_over_the_trackers(RestartPolicy ofTracker, RestartPolicy? ofChild, bool restarts)
    {
        var world = new World(options => options.Restart = ofTracker);
        var runs = new RunEnds(world);
        Probe probe = world.Open("a", runs.Script, new ChildOptions { Restart = ofChild });

        runs.Complete();

        Assert.Equal(restarts, Assert.Single(probe.Exits).WillRestart);
    }

    [Fact]
    public void A_childs_own_stop_timeout_bounds_its_stop_in_each_incarnation()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        Action<Probe> deafOnceRestarted = probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count == 2)
                probe.OnRun = static _ => new TaskCompletionSource().Task;
        };
        world.Open("a", deafOnceRestarted, new ChildOptions { StopTimeout = TimeSpan.FromSeconds(1) });
        runs.Fail();
        DelayOfRestart(world);

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(1) - Tick);
        bool waited = !stop.IsCompleted;
        world.Advance(Tick);

        Assert.True(waited);
        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Abandoned, Assert.Single(world.Tracker.Made[1].Exits).Reason);
    }

    [Fact]
    public void A_fresh_child_of_the_first_waiter_has_that_waiters_options()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var runs = new RunEnds(world);
        world.Open("a", runs.Script);
        runs.Fail();

        ValueTask<Probe> waiting = world.Tracker.OpenAsync("a", runs.Script, new ChildOptions { Restart = RestartPolicy.Temporary });
        world.Result(world.Tracker.StopAsync("a"));
        Probe fresh = world.Result(waiting);
        runs.Fail();

        Assert.False(Assert.Single(fresh.Exits).WillRestart);
    }

    [Fact]
    public void A_restart_has_nothing_to_do_with_the_synchronization_context_of_the_opener()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var ofOpener = new World();
        var runs = new RunEnds(world);
        ValueTask<Probe> opening = default;
        ofOpener.Async(() =>
        {
            opening = world.Tracker.OpenAsync("a", runs.Script);
            return Task.CompletedTask;
        });

        world.Result(opening);
        runs.Fail();
        DelayOfRestart(world);

        Assert.NotNull(world.Tracker.Find("a"));
        Assert.False(ofOpener.Dispatcher.RunOne(), "The life went on in the opener's synchronization context.");
    }

    private static World OneRestartInTenSeconds() => new(static options =>
    {
        options.Restart = RestartPolicy.Transient;
        options.MaxRestarts = 1;
        options.RestartWindow = TimeSpan.FromSeconds(10);
    });

    /// <summary>Moves the clock to the restart that is due, and says how long that took.</summary>
    private static TimeSpan DelayOfRestart(World world)
    {
        Assert.Equal(1, world.Time.PendingTimers);
        DateTimeOffset before = world.Time.GetUtcNow();
        world.Time.AdvanceToNextTimer(DateTimeOffset.MaxValue);
        world.Settle();
        return world.Time.GetUtcNow() - before;
    }
}
