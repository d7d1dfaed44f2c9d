using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Whoever would wait for itself is told at once; nobody else is accused.</summary>
public sealed class WaitCycleTests
{
    private readonly World _world = new(options => options.Restart = RestartPolicy.Transient);

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void A_child_that_opens_its_own_key_in_its_start_is_told_and_may_go_on()
    {
        WaitCycleException? told = null;

        Probe probe = _world.Open("a", probe => probe.OnStart = _ => _world.Async(async () =>
            told = await Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a"))));

        Assert.Equal(["Probe/a (starting)", "Probe/a (starting)"], told!.Chain);
        Assert.Contains("Probe/a (starting) -> Probe/a (starting)", told.Message, StringComparison.Ordinal);
        Assert.Equal(("Probe", "a"), (told.TrackerName, told.Key));
        Assert.Same(probe, Tracker.Find("a"));
        Assert.Single(Tracker.Made);
    }

    [Fact]
    public void A_constructor_that_blocks_on_its_own_key_fails_instead_of_hanging()
    {
        ValueTask<Probe> opening = Tracker.OpenAsync("a", key =>
        {
            Block(Tracker.OpenAsync(key).AsTask());
            return new Probe();
        });
        var failed = Assert.Throws<ChildStartException>(() => _world.Result(opening));

        Assert.IsType<WaitCycleException>(failed.InnerException);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void A_child_that_opens_its_own_key_in_its_AfterTerminateAsync_is_told()
    {
        WaitCycleException? told = null;
        Probe probe = _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => _world.Async(async () =>
            told = await Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a"))));

        bool stopped = _world.Result(Tracker.StopAsync("a"));

        Assert.True(stopped);
        Assert.Equal("Probe/a (in AfterTerminateAsync)", told!.Chain[0]);
        Assert.Empty(Tracker.GetChildren());
        Assert.Single(Tracker.Made);
        Assert.Single(probe.Exits);
    }

    [Fact]
    public void A_run_that_opens_its_own_key_gets_itself()
    {
        Probe? got = null;

        Probe probe = _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            got = await Tracker.OpenAsync("a", cancellationToken: token);
            await Probe.RunUntilStopped(token);
        }));

        Assert.Same(probe, got);
    }

    [Fact]
    public void A_run_that_waits_for_its_own_stop_is_told_and_runs_on()
    {
        WaitCycleException? told = null;

        Probe probe = _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            told = await Assert.ThrowsAsync<WaitCycleException>(() => Tracker.StopAsync("a", token));
            await Probe.RunUntilStopped(token);
        }));

        Assert.Equal(["Probe/a (running)", "Probe/a (running)"], told!.Chain);
        Assert.Same(probe, Tracker.Find("a"));
        Assert.Empty(probe.Exits);
    }

    [Fact]
    public void A_start_that_waits_for_its_own_stop_is_told_and_goes_on()
    {
        Probe probe = _world.Open("a", probe => probe.OnStart = _ => _world.Async(() =>
            Assert.ThrowsAsync<WaitCycleException>(() => Tracker.StopAsync("a"))));

        Assert.Same(probe, Tracker.Find("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_end_that_waits_for_its_own_stop_is_told(bool inDisposal)
    {
        WaitCycleException? told = null;
        async Task StopOwn() => told = await Assert.ThrowsAsync<WaitCycleException>(() => Tracker.StopAsync("a"));
        _world.Open("a", probe =>
        {
            if (inDisposal)
                probe.OnDispose = () => new ValueTask(_world.Async(StopOwn));
            else
                probe.OnAfterTerminate = (_, _) => _world.Async(StopOwn);
        });

        bool stopped = _world.Result(Tracker.StopAsync("a"));

        Assert.True(stopped);
        Assert.Equal($"Probe/a ({(inDisposal ? "being disposed" : "in AfterTerminateAsync")})", told!.Chain[0]);
        Assert.Equal(0, _world.Time.PendingTimers);
    }

    [Fact]
    public void Two_starts_that_open_each_other_are_told_with_the_chain()
    {
        ValueTask<Probe> opening = Tracker.OpenAsync("a", OpensInStart("b", OpensInStart("a")));
        var failed = Assert.Throws<ChildStartException>(() => _world.Result(opening));

        Assert.Equal("a", failed.Key);
        var cause = Assert.IsType<ChildStartException>(failed.InnerException);
        Assert.Equal("b", cause.Key);
        var cycle = Assert.IsType<WaitCycleException>(cause.InnerException);
        Assert.Equal(["Probe/b (starting)", "Probe/a (starting)", "Probe/b (starting)"], cycle.Chain);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void Starts_that_others_began_are_told_when_they_wait_for_each_other()
    {
        var meet = new TaskCompletionSource();
        ValueTask<Probe> first = Tracker.OpenAsync("a", OpensInStart("b", after: meet.Task));
        ValueTask<Probe> second = Tracker.OpenAsync("b", OpensInStart("a", after: meet.Task));
        _world.Settle();

        _world.Run(meet.SetResult);

        Exception[] failures = [Record.Exception(() => _world.Result(first)), Record.Exception(() => _world.Result(second))];
        Assert.All(failures, failure => Assert.IsType<ChildStartException>(failure));
        Assert.Single(failures, failure => failure.InnerException is WaitCycleException);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void A_cycle_of_four_starts_is_told_with_the_whole_chain()
    {
        ValueTask<Probe> opening = Tracker.OpenAsync("a", OpensInStart("b", OpensInStart("c", OpensInStart("d", OpensInStart("a")))));
        Exception? failure = Assert.Throws<ChildStartException>(() => _world.Result(opening));

        while (failure is ChildStartException)
            failure = failure.InnerException;
        Assert.Equal(
            ["Probe/d (starting)", "Probe/a (starting)", "Probe/b (starting)", "Probe/c (starting)", "Probe/d (starting)"],
            Assert.IsType<WaitCycleException>(failure).Chain);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("c")]
    public void A_start_that_waits_for_two_at_once_is_in_a_cycle_with_either(string inRing)
    {
        WaitCycleException? told = null;
        var meet = new TaskCompletionSource();

        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe => probe.OnStart = _ => _world.Async(async () =>
        {
            ValueTask<Probe> one = Tracker.OpenAsync("b", Waits("b"));
            ValueTask<Probe> other = Tracker.OpenAsync("c", Waits("c"));
            await one;
            await other;
        }));
        _world.Settle();
        _world.Run(meet.SetResult);

        Assert.NotNull(_world.Result(opening));
        Assert.Equal([$"Probe/{inRing} (starting)", "Probe/a (starting)", $"Probe/{inRing} (starting)"], told!.Chain);

        Action<Probe> Waits(string key) => probe => probe.OnStart = _ => key != inRing ? Task.CompletedTask : _world.Async(async () =>
        {
            await meet.Task;
            told = await Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a"));
        });
    }

    [Fact]
    public void A_cycle_across_two_trackers_is_told()
    {
        ProbeTracker other = AnotherTracker();
        WaitCycleException? told = null;

        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe => probe.OnStart = _ => _world.Async(async () =>
        {
            await other.OpenAsync("x", inner => inner.OnStart = _ => _world.Async(async () =>
                told = await Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a"))));
        }));

        Assert.NotNull(_world.Result(opening));
        Assert.Equal(3, told!.Chain.Count);
        Assert.NotNull(other.Find("x"));
    }

    [Fact]
    public void A_start_that_catches_the_refusal_goes_on_and_so_does_whoever_waited_for_it()
    {
        ValueTask<Probe> opening = Tracker.OpenAsync("a", OpensInStart("b", probe => probe.OnStart = _ => _world.Async(() =>
            Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a")))));

        Probe opened = _world.Result(opening);

        Assert.Same(Tracker.Made[0], opened);
        Assert.Same(Tracker.Made[1], Tracker.Find("b"));
        Assert.Equal(["start", "started", "run"], Tracker.Made[0].Steps);
    }

    [Fact]
    public void A_restarting_child_that_opens_one_that_waits_for_it_is_told()
    {
        var runs = new RunEnds(_world);
        Exception? told = null;
        _world.Open("a", probe =>
        {
            runs.Script(probe);
            if (Tracker.Made.Count > 1)
            {
                probe.OnStart = _ => _world.Async(async () => told = await AsyncSteps.Caught(async () => await Tracker.OpenAsync("b")));
            }
        });
        runs.Fail();
        ValueTask<Probe> opening = Tracker.OpenAsync("b", OpensInStart("a"));
        _world.Settle();

        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<WaitCycleException>(told);
        Assert.NotNull(_world.Result(opening));
    }

    [Fact]
    public void An_end_that_opens_one_that_waits_for_the_key_to_be_free_is_told()
    {
        WaitCycleException? told = null;
        var ending = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => _world.Async(async () =>
        {
            await ending.Task;
            told = await Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("b"));
        }));
        Task<bool> stop = Tracker.StopAsync("a");
        _world.Settle();
        ValueTask<Probe> opening = Tracker.OpenAsync("b", OpensInStart("a"));
        _world.Settle();

        _world.Run(ending.SetResult);

        Assert.Equal(["Probe/a (in AfterTerminateAsync)", "Probe/b (starting)", "Probe/a (in AfterTerminateAsync)"], told!.Chain);
        Assert.True(_world.Result(stop));
        Assert.NotNull(_world.Result(opening));
        Assert.Equal(2, Tracker.Count);
    }

    [Fact]
    public void Two_ends_that_stop_each_other_are_told_once_and_both_end()
    {
        var refusals = new List<WaitCycleException>();
        _world.Open("a", StopsInItsEnd("b", refusals));
        _world.Open("b", StopsInItsEnd("a", refusals));

        Task<bool> stop = Tracker.StopAsync("a");
        _world.Settle();

        Assert.True(_world.Result(stop));
        Assert.Equal(
            ["Probe/b (in AfterTerminateAsync)", "Probe/a (in AfterTerminateAsync)", "Probe/b (in AfterTerminateAsync)"], Assert.Single(refusals).Chain);
        Assert.Empty(Tracker.GetChildren());
        Assert.Equal(0, _world.Time.PendingTimers);
    }

    [Fact]
    public void A_start_that_stops_a_run_that_waits_for_it_without_a_token_is_told_and_the_run_goes_on()
    {
        WaitCycleException? told = null;
        Probe waiting = _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            await Tracker.OpenAsync("b", started => started.OnStart = _ => _world.Async(async () =>
                told = await Assert.ThrowsAsync<WaitCycleException>(() => Tracker.StopAsync("a"))));
            await Probe.RunUntilStopped(token);
        }));

        Assert.Equal(["Probe/b (starting)", "Probe/a (running)", "Probe/b (starting)"], told!.Chain);
        Assert.Same(waiting, Tracker.Find("a"));
        Assert.NotNull(Tracker.Find("b"));
    }

    [Fact]
    public void A_run_that_waits_with_its_stopping_token_may_be_stopped_by_the_start_it_waits_for()
    {
        bool? stopped = null;
        Probe waiting = _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
            await Tracker.OpenAsync(
                "b", started => started.OnStart = _ => _world.Async(async () => stopped = await Tracker.StopAsync("a")), cancellationToken: token)));
        _world.Settle();

        Assert.True(stopped);
        Assert.Equal(ExitReason.Stopped, Assert.Single(waiting.Exits).Reason);
        Assert.NotNull(Tracker.Find("b"));
        Assert.Equal(0, _world.Time.PendingTimers);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("run")]
    [InlineData("end")]
    public void A_child_that_waits_for_its_own_tracker_to_close_is_told_and_the_tracker_stays_open(string where)
    {
        var told = new List<Exception?>();
        async Task Close()
        {
            told.Add(await AsyncSteps.Caught(() => Tracker.CloseAsync()));
            told.Add(await AsyncSteps.Caught(async () => await Tracker.DisposeAsync()));
        }

        Probe probe = _world.Open("a", probe =>
        {
            if (where == "start")
            {
                probe.OnStart = _ => _world.Async(Close);
            }
            else if (where == "end")
            {
                probe.OnAfterTerminate = (_, _) => _world.Async(Close);
            }
            else
            {
                probe.OnRun = token => _world.Async(async () =>
                {
                    await Close();
                    await Probe.RunUntilStopped(token);
                });
            }
        });
        if (where == "end")
            _world.Result(Tracker.StopAsync("a"));

        Assert.Equal([typeof(WaitCycleException), typeof(WaitCycleException)], told.Select(exception => exception?.GetType()));
        Assert.Same(where == "end" ? null : probe, Tracker.Find("a"));
        Assert.NotNull(_world.Open("b"));
        _world.Finish(Tracker.CloseAsync());
    }

    [Fact]
    public void A_child_may_close_another_tracker_unless_that_one_waits_for_it()
    {
        ProbeTracker other = AnotherTracker();
        Exception? told = null;
        _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            ValueTask<Probe> opening = other.OpenAsync("x", inner => inner.OnStart = _ => _world.Async(async () =>
                told = await AsyncSteps.Caught(() => Tracker.CloseAsync())));
            await opening;
            await other.CloseAsync(token);
            await Probe.RunUntilStopped(token);
        }));
        _world.Settle();

        Assert.Equal(3, Assert.IsType<WaitCycleException>(told).Chain.Count);
        Assert.Empty(other.GetChildren());
        Assert.Single(Tracker.GetChildren());
    }

    [Fact]
    public void A_running_child_that_closes_a_tracker_which_waits_for_its_end_is_told_though_the_close_has_a_token()
    {
        ProbeTracker other = AnotherTracker();
        var go = new TaskCompletionSource();
        Exception? told = null;
        _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            await go.Task;
            told = await AsyncSteps.Caught(() => other.CloseAsync(token));
            await Probe.RunUntilStopped(token);
        }));
        _world.Result(other.OpenAsync("x", probe => probe.OnRun = _ => _world.Async(async () => await Tracker.StopAsync("a"))));
        _world.Settle();

        _world.Run(go.SetResult);

        Assert.Equal(3, Assert.IsType<WaitCycleException>(told).Chain.Count);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void A_cycle_names_those_who_are_in_it_and_nobody_else_whom_they_wait_for()
    {
        WaitCycleException? told = null;
        var go = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => _world.Async(async () =>
        {
            await go.Task;
            told = await Assert.ThrowsAsync<WaitCycleException>(() => Tracker.StopAsync("b"));
        }));
        _ = Tracker.OpenAsync("slow", static probe => probe.OnStart = Probe.RunUntilStopped).AsTask();
        _world.Open("b", probe => probe.OnRun = _ => _world.Async(async () =>
        {
            Task slow = Tracker.OpenAsync("slow").AsTask();
            await Tracker.StopAsync("a");
            await slow;
        }));
        _world.Settle();

        _world.Run(go.SetResult);

        Assert.Equal(["Probe/a (running)", "Probe/b (running)", "Probe/a (running)"], told!.Chain);
    }

    [Fact]
    public void After_a_refused_close_nobody_is_accused_of_it()
    {
        // Many, so that some are looked at before the one that refuses.
        Probe[] others = [.. Enumerable.Range(0, 20).Select(number => _world.Open("other" + number))];
        _world.Open("a", probe => probe.OnRun = token => _world.Async(async () =>
        {
            await Assert.ThrowsAsync<WaitCycleException>(() => Tracker.CloseAsync());
            await Probe.RunUntilStopped(token);
        }));
        var told = new List<Exception?>();
        foreach (Probe other in others)
            other.OnAfterTerminate = (_, _) => _world.Async(async () => told.Add(await AsyncSteps.Caught(() => Tracker.StopAsync("a"))));

        foreach (Probe other in others)
            _world.Result(Tracker.StopAsync(other.Key));

        Assert.Equal(new Exception?[20], told);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void After_a_refused_open_nobody_is_accused_of_it()
    {
        bool? stopped = null;
        Probe first = _world.Open("a", OpensInStart("b", probe => probe.OnStart = _ => _world.Async(() =>
            Assert.ThrowsAsync<WaitCycleException>(async () => await Tracker.OpenAsync("a")))));
        first.OnAfterTerminate = (_, _) => _world.Async(async () => stopped = await Tracker.StopAsync("b"));

        Assert.True(_world.Result(Tracker.StopAsync("a")));
        Assert.True(stopped);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void A_wait_that_was_cancelled_accuses_nobody()
    {
        using var patience = new CancellationTokenSource();
        var afterwards = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        Exception? cancelled = null;
        ValueTask<Probe> slow = Tracker.OpenAsync("b", OpensInStart("a", after: second.Task));
        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe => probe.OnStart = _ => _world.Async(async () =>
        {
            cancelled = await AsyncSteps.Caught(async () => await Tracker.OpenAsync("b", cancellationToken: patience.Token));
            await afterwards.Task;
        }));
        _world.Settle();

        _world.Run(patience.Cancel);
        _world.Run(second.SetResult);
        _world.Run(afterwards.SetResult);

        Assert.IsType<TaskCanceledException>(cancelled);
        Assert.NotNull(_world.Result(opening));
        Assert.NotNull(_world.Result(slow));
    }

    [Fact]
    public void What_merely_runs_on_after_a_start_is_not_accused()
    {
        var later = new TaskCompletionSource();
        Task<bool>? stopped = null;
        Probe probe = _world.Open("a", probe => probe.OnStart = _ =>
        {
            stopped = _world.Async(async () =>
            {
                await later.Task;
                return await Tracker.StopAsync("a");
            });
            return Task.CompletedTask;
        });

        _world.Run(later.SetResult);

        Assert.True(_world.Result(stopped!));
        Assert.Equal(ExitReason.Stopped, Assert.Single(probe.Exits).Reason);
    }

    [Fact]
    public void What_runs_on_after_an_abandoned_start_is_not_accused()
    {
        var later = new TaskCompletionSource();
        Exception? told = null;
        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe =>
        {
            if (Tracker.Made.Count == 1)
            {
                probe.OnStart = _ => _world.Async(async () =>
                {
                    await later.Task;
                    told = await AsyncSteps.Caught(async () => await Tracker.OpenAsync("a"));
                });
            }
        });
        _world.Advance(TimeSpan.FromSeconds(61));
        Assert.Throws<ChildStartException>(() => _world.Result(opening));

        _world.Run(later.SetResult);

        Assert.Null(told);
        Assert.NotNull(Tracker.Find("a"));
    }

    [Fact]
    public void An_adopted_child_that_disposes_its_registration_in_its_end_is_told()
    {
        Exception? told = null;
        var probe = new Probe();
        ChildRegistration registration = Tracker.AddExisting("a", probe);
        probe.OnAfterTerminate = (_, _) => _world.Async(async () => told = await AsyncSteps.Caught(async () => await registration.DisposeAsync()));

        _world.Finish(registration.DisposeAsync().AsTask());

        Assert.IsType<WaitCycleException>(told);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void Opens_and_stops_of_strangers_are_never_accused()
    {
        var start = new TaskCompletionSource();
        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe => probe.OnStart = _ => start.Task);
        _world.Settle();
        ValueTask<Probe> joined = Tracker.OpenAsync("a");
        Task<bool> stop = Tracker.StopAsync("a");
        _world.Run(start.SetResult);

        Assert.True(_world.Result(stop));
        Assert.Throws<ChildStartException>(() => _world.Result(opening));
        Assert.Throws<ChildStartException>(() => _world.Result(joined));
    }

    private Action<Probe> OpensInStart(string key, Action<Probe>? script = null, Task? after = null) => probe => probe.OnStart = _ => _world.Async(async () =>
    {
        if (after is not null)
            await after;
        await Tracker.OpenAsync(key, script);
    });

    private Action<Probe> StopsInItsEnd(string key, List<WaitCycleException> refusals) => probe => probe.OnAfterTerminate = (_, _) => _world.Async(async () =>
    {
        try
        {
            await Tracker.StopAsync(key);
        }
        catch (WaitCycleException refusal)
        {
            refusals.Add(refusal);
        }
    });

    private ProbeTracker AnotherTracker() => new(new TrackerOptions { TimeProvider = _world.Time, Dispatcher = _world.Dispatcher });

    private static void Block(Task task) => task.GetAwaiter().GetResult();
}
