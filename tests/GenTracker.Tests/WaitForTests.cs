using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Waiting for a child of which something is true.</summary>
public sealed class WaitForTests
{
    private readonly World _world = new(options => options.Restart = RestartPolicy.Transient);

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void A_wait_whose_predicate_holds_already_ends_at_once()
    {
        Probe probe = _world.Open("a");
        probe.IncrementCount(3);

        Task<Probe> wait = Tracker.WaitForAsync("a", static probe => probe.Count == 3);

        Assert.Same(probe, _world.Result(wait));
    }

    [Fact]
    public void A_write_wakes_a_wait_and_only_the_value_that_holds_ends_it()
    {
        Probe probe = _world.Open("a");
        int judged = 0;
        Task<Probe> wait = Tracker.WaitForAsync("a", probe =>
        {
            judged++;
            return probe.Count >= 2;
        });
        _world.Settle();

        probe.IncrementCount();
        _world.Settle();
        bool waited = !wait.IsCompleted;
        probe.IncrementCount();

        Assert.True(waited);
        Assert.Same(probe, _world.Result(wait));
        Assert.Equal(3, judged);
    }

    [Fact]
    public void A_set_attribute_wakes_a_wait_too()
    {
        Probe probe = _world.Open("a");
        Task<Probe> wait = Tracker.WaitForAsync("a", static probe => probe.Title == "news");
        _world.Settle();

        probe.Title = "news";

        Assert.Same(probe, _world.Result(wait));
    }

    [Fact]
    public void A_wait_for_a_key_that_is_not_there_yet_ends_when_its_child_is_found()
    {
        Task<Probe> wait = Tracker.WaitForAsync("a", static _ => true);
        var start = new TaskCompletionSource();
        ValueTask<Probe> opening = Tracker.OpenAsync("a", probe => probe.OnStart = _ => start.Task);
        _world.Settle();
        bool waited = !wait.IsCompleted;

        _world.Run(start.SetResult);

        Assert.True(waited);
        Assert.Same(_world.Result(opening), _world.Result(wait));
    }

    [Fact]
    public void A_write_reported_while_the_next_incarnation_is_made_harms_no_one()
    {
        var runs = new RunEnds(_world);
        Action whileMade = static () => { };
        Probe first = _world.Open("a", probe =>
        {
            runs.Script(probe);
            whileMade();
        });
        _world.Result(Tracker.WaitForAsync("a", static _ => true));
        Exception? thrown = null;
        whileMade = () => thrown = Record.Exception(() => ((ITracked<string>)first).Link.NotifyWrite());

        runs.Fail();
        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(thrown);
        Assert.Equal(2, Tracker.Find("a")?.Incarnation);
    }

    [Fact]
    public void An_adopted_child_ends_a_wait()
    {
        Task<Probe> wait = Tracker.WaitForAsync("a", static _ => true);
        _world.Settle();
        var probe = new Probe();

        Tracker.AddExisting("a", probe);

        Assert.Same(probe, _world.Result(wait));
    }

    [Fact]
    public void A_wait_outlives_restarts_and_looks_at_the_running_incarnation_only()
    {
        var runs = new RunEnds(_world);
        Probe first = _world.Open("a", runs.Script);
        var seen = new List<Probe>();
        Task<Probe> wait = Tracker.WaitForAsync("a", probe =>
        {
            seen.Add(probe);
            return probe.Count == 5;
        });
        _world.Settle();

        runs.Fail();
        Assert.Throws<ChildTerminatedException>(() => first.IncrementCount(5));
        _world.Advance(TimeSpan.FromSeconds(1));
        bool waited = !wait.IsCompleted;
        Probe second = Tracker.Find("a")!;
        second.IncrementCount(5);

        Assert.True(waited);
        Assert.Same(second, _world.Result(wait));
        Assert.Equal([first, second, second], seen);
    }

    [Fact]
    public void A_wait_outlives_the_end_of_its_key()
    {
        _world.Open("a");
        Task<Probe> wait = Tracker.WaitForAsync("a", static probe => probe.Title == "second");
        _world.Result(Tracker.StopAsync("a"));
        bool waited = !wait.IsCompleted;

        Probe second = _world.Open("a", static probe => probe.Title = "second");

        Assert.True(waited);
        Assert.Same(second, _world.Result(wait));
    }

    [Fact]
    public void A_throwing_predicate_ends_its_own_wait_only()
    {
        Probe probe = _world.Open("a");
        var cause = new InvalidOperationException("no such title");
        Task<Probe> throwing = Tracker.WaitForAsync("a", probe => probe.Count > 0 ? throw cause : false);
        Task<Probe> other = Tracker.WaitForAsync("a", static probe => probe.Count == 2);
        _world.Settle();

        probe.IncrementCount();
        _world.Settle();
        bool waited = !other.IsCompleted;
        probe.IncrementCount();

        Assert.Same(cause, Record.Exception(() => _world.Result(throwing)));
        Assert.True(waited);
        Assert.Same(probe, _world.Result(other));
        Assert.Same(probe, Tracker.Find("a"));
    }

    [Fact]
    public async Task A_predicate_that_hangs_holds_up_nobody_else()
    {
        await using var tracker = new ProbeTracker();
        using var hanging = new ManualResetEventSlim();
        using var hangs = new SemaphoreSlim(0);
        Probe probe = await tracker.OpenAsync("a");
        Task<Probe> hung = tracker.WaitForAsync("a", _ =>
        {
            hangs.Release();
            hanging.Wait();
            return true;
        });
        Assert.True(await hangs.WaitAsync(Threads.Timeout));

        Task<Probe> other = tracker.WaitForAsync("a", static probe => probe.Count == 1);
        probe.IncrementCount();
        Probe found = await other.WaitAsync(Threads.Timeout);
        bool stopped = await tracker.StopAsync("a").WaitAsync(Threads.Timeout);
        Probe reopened = await tracker.OpenAsync("a").AsTask().WaitAsync(Threads.Timeout);

        Assert.Same(probe, found);
        Assert.True(stopped);
        Assert.NotSame(probe, reopened);
        Assert.False(hung.IsCompleted);
        hanging.Set();
        await hung.WaitAsync(Threads.Timeout);
    }

    [Fact]
    public void A_cancelled_wait_ends_and_changes_nothing_for_the_others()
    {
        using var patience = new CancellationTokenSource();
        Probe probe = _world.Open("a");
        int judged = 0;
        Task<Probe> cancelled = Tracker.WaitForAsync(
            "a",
            _ =>
            {
                judged++;
                return false;
            },
            patience.Token);
        Task<Probe> other = Tracker.WaitForAsync("a", static probe => probe.Count == 1);
        _world.Settle();

        patience.Cancel();
        probe.IncrementCount();

        Assert.Same(probe, _world.Result(other));
        var told = Assert.ThrowsAny<OperationCanceledException>(() => _world.Result(cancelled));
        Assert.Equal(patience.Token, told.CancellationToken);
        Assert.Equal(1, judged);
    }

    [Fact]
    public void A_wait_with_a_token_that_is_cancelled_already_ends_at_once()
    {
        _world.Open("a");

        Task<Probe> wait = Tracker.WaitForAsync("a", static _ => true, new CancellationToken(canceled: true));

        Assert.True(wait.IsCanceled);
    }

    [Fact]
    public void Closing_ends_all_waits_and_refuses_further_ones()
    {
        _world.Open("a");
        Task<Probe>[] waits = [Tracker.WaitForAsync("a", static _ => false), Tracker.WaitForAsync("b", static _ => true)];
        _world.Settle();

        _world.Finish(Tracker.CloseAsync());
        Task<Probe> late = Tracker.WaitForAsync("c", static _ => true);

        Assert.All([.. waits, late], wait => Assert.Throws<TrackerClosedException>(() => _world.Result(wait)));
        Assert.Equal("b", Assert.Throws<TrackerClosedException>(() => _world.Result(waits[1])).Key);
    }

    [Fact]
    public void A_wait_polls_nothing()
    {
        _world.Open("a");
        int judged = 0;
        Task<Probe> wait = Tracker.WaitForAsync("a", _ =>
        {
            judged++;
            return false;
        });

        _world.Settle();
        int timers = _world.Time.PendingTimers;
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, timers);
        Assert.Equal(1, judged);
        Assert.False(wait.IsCompleted);
        Assert.False(_world.Dispatcher.RunOne());
    }

    [Fact]
    public void A_write_of_one_key_wakes_no_wait_of_another()
    {
        Probe probe = _world.Open("a");
        _world.Open("b");
        int judged = 0;
        _ = Tracker.WaitForAsync("a", static _ => false);
        _ = Tracker.WaitForAsync("b", _ =>
        {
            judged++;
            return false;
        });
        _world.Settle();

        probe.IncrementCount();
        _world.Settle();

        Assert.Equal(1, judged);
    }

    [Fact]
    public void A_write_that_comes_while_a_wait_judges_is_not_lost()
    {
        Probe probe = _world.Open("a");
        var seen = new List<long>();
        Task<Probe> wait = Tracker.WaitForAsync("a", probe =>
        {
            long count = probe.Count;
            seen.Add(count);

            // As another thread might: after the predicate has read the value, before it is judged.
            if (count < 3)
                probe.IncrementCount();
            return count == 3;
        });

        Assert.Same(probe, _world.Result(wait));
        Assert.Equal([0, 1, 2, 3], seen);
    }

    [Fact]
    public void A_write_between_the_wait_and_its_first_judgement_is_seen()
    {
        Probe probe = _world.Open("a");

        Task<Probe> wait = Tracker.WaitForAsync("a", static probe => probe.Count == 1);
        probe.IncrementCount();

        Assert.Same(probe, _world.Result(wait));
    }

    [Fact]
    public void Writes_in_quick_succession_are_judged_once()
    {
        Probe probe = _world.Open("a");
        int judged = 0;
        _ = Tracker.WaitForAsync("a", _ =>
        {
            judged++;
            return false;
        });
        _world.Settle();

        for (int write = 0; write < 100; write++)
            probe.IncrementCount();
        _world.Settle();

        Assert.Equal(2, judged);
    }

    [Fact]
    public void Many_waits_on_one_child_all_end_each_at_its_own_value()
    {
        Probe probe = _world.Open("a");
        Task<Probe>[] waits = [.. Enumerable.Range(1, 200).Select(goal => Tracker.WaitForAsync("a", probe => probe.Count >= goal))];
        _world.Settle();

        for (int count = 1; count <= 200; count++)
        {
            probe.IncrementCount();
            _world.Settle();
            Assert.Equal(count, waits.Count(wait => wait.IsCompletedSuccessfully));
        }
    }

    [Fact]
    public void Once_nobody_waits_any_more_writes_set_nothing_going()
    {
        Probe probe = _world.Open("a");
        Task<Probe> wait = Tracker.WaitForAsync("a", static probe => probe.Count == 1);
        _world.Settle();
        probe.IncrementCount();
        _world.Result(wait);
        probe.IncrementCount();
        bool isArmed = ((GenTracker.Runtime.ITracked<string>)probe).Link.IsArmed;

        Task<Probe> later = Tracker.WaitForAsync("a", static probe => probe.Count == 4);
        _world.Settle();
        probe.IncrementCount(2);

        Assert.False(isArmed);
        Assert.Same(probe, _world.Result(later));
    }

    [Fact]
    public async Task No_write_is_missed_by_waits_on_real_threads()
    {
        const int Rounds = 2000;
        await using var tracker = new ProbeTracker();
        Probe probe = await tracker.OpenAsync("a");
        Task writing = Threads.Run(() =>
        {
            for (int round = 1; round <= Rounds; round++)
            {
                // Each wait is for a value that only the next write makes.
                int goal = round;
                Task<Probe> wait = tracker.WaitForAsync("a", probe => probe.Count >= goal);
                if (round % 2 == 0)
                    Thread.Yield();
                probe.IncrementCount();
                Assert.True(wait.Wait(Threads.Timeout), $"The wait for {goal} was not woken by the write that made it true.");
            }
        });

        await Threads.Ended(writing);
    }
}
