using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The streams of events.</summary>
public sealed class WatchTests
{
    private readonly World _world = new(options => options.Restart = RestartPolicy.Transient);

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void A_subscriber_is_told_of_the_present_children_and_then_of_what_happens()
    {
        var runs = new RunEnds(_world);
        Probe present = _world.Open("a", runs.Script);
        var start = new TaskCompletionSource();
        Task<Probe> starting = Tracker.OpenAsync("b", probe => probe.OnStart = _ => start.Task).AsTask();
        var log = new EventLog(_world);

        _world.Run(start.SetResult);
        runs.Fail();
        _world.Advance(TimeSpan.FromSeconds(1));
        _world.Result(Tracker.StopAsync("b"));

        Assert.Equal(
            ["Present a", "Synced", "Started b", "Terminated a Failed, restarts", "Restarted a", "Terminated b Stopped"],
            log.Told);
        Assert.Equal(Enumerable.Range(1, 6).Select(number => (long)number), log.Events.Select(happened => happened.Number));
        Assert.Equal(
            [present, null, _world.Result(starting), present, Tracker.Find("a"), _world.Result(starting)], log.Events.Select(happened => happened.Child));
    }

    [Fact]
    public void At_its_terminated_event_a_childs_attributes_are_final_and_the_exit_is_told()
    {
        var log = new EventLog(_world);
        Probe probe = _world.Open("a", static probe => probe.OnRun = async token =>
        {
            await Probe.RunUntilStopped(token);
            probe.IncrementCount(7);
        });

        _world.Result(Tracker.StopAsync("a"));

        ChildEvent<string, Probe> last = log.Events[^1];
        Assert.Equal(ChildEventKind.Terminated, last.Kind);
        Assert.Equal(7, last.Child!.Count);
        Assert.False(last.Child.TryIncrementCount(1, out _));
        Assert.Equal(probe.Exits[0], last.Exit);
    }

    [Fact]
    public void A_child_that_never_became_findable_is_not_told_of()
    {
        var log = new EventLog(_world);
        var start = new TaskCompletionSource();
        _ = Tracker.OpenAsync("failing", static probe => probe.OnStart = static _ => throw new InvalidOperationException("no source")).AsTask();
        _ = Tracker.OpenAsync("overtaken", probe => probe.OnStart = _ => start.Task).AsTask();
        _world.Settle();

        Task<bool> stop = Tracker.StopAsync("overtaken");
        _world.Run(start.SetResult);

        Assert.True(_world.Result(stop));
        Assert.Single(Tracker.Made[1].Exits);
        Assert.Equal(["Synced"], log.Told);
    }

    [Fact]
    public void A_subscriber_that_comes_between_the_hiding_and_the_end_of_a_child_is_told_of_it_and_of_its_end()
    {
        var run = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => run.Task);
        Task<bool> stop = Tracker.StopAsync("a");
        _world.Settle();
        var log = new EventLog(_world);

        _world.Run(run.SetResult);

        Assert.Equal(["Present a", "Synced", "Terminated a Stopped"], log.Told);
        Assert.True(_world.Result(stop));
    }

    [Fact]
    public void An_enumeration_subscribes_at_its_first_read()
    {
        IAsyncEnumerable<ChildEvent<string, Probe>> events = Tracker.WatchAsync();
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = events.GetAsyncEnumerator();
        _world.Open("a");

        Assert.Equal("Present a", Read(reader));
        Assert.Equal("Synced", Read(reader));
        _world.Open("b");
        Assert.Equal("Started b", Read(reader));
    }

    [Fact]
    public void Two_enumerations_of_one_stream_are_subscriptions_of_their_own()
    {
        IAsyncEnumerable<ChildEvent<string, Probe>> events = Tracker.WatchAsync();
        IAsyncEnumerator<ChildEvent<string, Probe>> first = events.GetAsyncEnumerator();
        IAsyncEnumerator<ChildEvent<string, Probe>> second = events.GetAsyncEnumerator();

        Assert.Equal("Synced", Read(first));
        _world.Open("a");
        Assert.Equal("Present a", Read(second));
        Assert.Equal("Started a", Read(first));
        Assert.Equal("Synced", Read(second));
        Assert.Equal((2, 2), (first.Current.Number, second.Current.Number));
        _world.Finish(first.DisposeAsync().AsTask());
        _world.Open("b");
        Assert.Equal("Started b", Read(second));
    }

    [Fact]
    public void A_reader_may_be_1024_events_behind_and_misses_none()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);

        for (int child = 0; child < 1024; child++)
            Tracker.AddExisting("k" + child, new Probe());

        for (int child = 0; child < 1024; child++)
            Assert.Equal("Started k" + child, Read(reader));
        Assert.Equal(1025, reader.Current.Number);
    }

    [Fact]
    public void A_reader_that_falls_further_behind_is_told_so_and_begins_anew()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);
        for (int child = 0; child < 1030; child++)
            Tracker.AddExisting("k" + child, new Probe());

        var told = new List<string> { Read(reader) };
        while (told[^1] != "Synced")
            told.Add(Read(reader));
        long number = reader.Current.Number;
        Tracker.AddExisting("late", new Probe());
        Tracker.AddExisting("later", new Probe());

        Assert.Equal("Resync", told[0]);
        Assert.Equal(Enumerable.Range(0, 1030).Select(child => "Present k" + child).Order(StringComparer.Ordinal), told[1..^1].Order(StringComparer.Ordinal));
        Assert.Equal(1 + told.Count, number);
        Assert.Equal("Started late", Read(reader));
        Assert.Equal(number + 1, reader.Current.Number);
        Assert.Equal("Started later", Read(reader));
    }

    [Fact]
    public void A_reader_that_falls_behind_before_it_has_read_the_present_children_begins_anew_with_them()
    {
        Tracker.AddExisting("a", new Probe());
        Tracker.AddExisting("b", new Probe());
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);

        for (int child = 0; child < 1025; child++)
            Tracker.AddExisting("k" + child, new Probe());

        Assert.Equal("Resync", Read(reader));
    }

    [Fact]
    public void Two_reads_at_a_time_are_refused_in_words()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);
        _ = reader.MoveNextAsync().AsTask();

        var refused = Assert.Throws<InvalidOperationException>(() => { _ = reader.MoveNextAsync().AsTask(); });

        Assert.Equal("Another read of this subscription is pending. Await it first.", refused.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Either_of_a_stream_s_two_tokens_ends_it(bool isTheStreams)
    {
        using var streams = new CancellationTokenSource();
        using var readers = new CancellationTokenSource();
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync(streams.Token).GetAsyncEnumerator(readers.Token);
        Read(reader);
        Task<bool> read = reader.MoveNextAsync().AsTask();

        (isTheStreams ? streams : readers).Cancel();

        Assert.True(read.IsCanceled);
    }

    [Fact]
    public void The_present_children_do_not_count_as_being_behind()
    {
        for (int child = 0; child < 2000; child++)
            Tracker.AddExisting("k" + child, new Probe());
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);
        Tracker.AddExisting("late", new Probe());

        var told = new List<string>();
        do
            told.Add(Read(reader));
        while (told[^1] != "Started late");

        Assert.DoesNotContain("Resync", told);
        Assert.Equal(2001, told.Count);
    }

    [Fact]
    public void A_reader_that_never_reads_harms_nobody_and_keeps_no_more_than_its_buffer()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> asleep = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(asleep);
        var awake = new EventLog(_world);

        for (int round = 0; round < 3000; round++)
        {
            ChildRegistration registration = Tracker.AddExisting("a", new Probe());
            _world.Finish(registration.DisposeAsync().AsTask());
        }

        Assert.Equal(6001, awake.Events.Count);
        Assert.Equal(6001, awake.Events[^1].Number);
        _world.Finish(Tracker.CloseAsync());
        Assert.True(awake.Reading.IsCompletedSuccessfully);
        Assert.Equal("Resync", Read(asleep));
        Assert.Equal("Synced", Read(asleep));
        Assert.False(MoveNext(asleep));
    }

    [Fact]
    public void The_stream_tells_all_ends_and_completes_when_the_tracker_has_closed()
    {
        var log = new EventLog(_world);
        var run = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => run.Task);

        Task closing = Tracker.CloseAsync();
        _world.Settle();
        bool completedEarly = log.Reading.IsCompleted;
        _world.Run(run.SetResult);
        _world.Finish(closing);

        Assert.False(completedEarly);
        Assert.True(log.Reading.IsCompletedSuccessfully);
        Assert.Equal(["Synced", "Started a", "Terminated a TrackerClosed"], log.Told);
    }

    [Fact]
    public void A_closed_tracker_has_nothing_to_tell()
    {
        _world.Finish(Tracker.CloseAsync());

        var log = new EventLog(_world);

        Assert.Equal(["Synced"], log.Told);
        Assert.True(log.Reading.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_happened_before_a_close_is_told_to_a_slow_reader_too()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);
        _world.Open("a");
        _world.Finish(Tracker.CloseAsync());

        Assert.Equal("Started a", Read(reader));
        Assert.Equal("Terminated a TrackerClosed", Read(reader));
        Assert.False(MoveNext(reader));
    }

    [Fact]
    public void A_cancelled_subscription_ends_and_the_others_go_on()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new EventLog(_world, cancellation.Token);
        var other = new EventLog(_world);

        _world.Run(cancellation.Cancel);
        _world.Open("a");

        Assert.True(cancelled.Reading.IsCanceled);
        Assert.Equal(["Synced"], cancelled.Told);
        Assert.Equal(["Synced", "Started a"], other.Told);
    }

    [Fact]
    public void The_token_of_the_enumeration_counts_as_well_as_that_of_the_stream()
    {
        using var ofStream = new CancellationTokenSource();
        using var ofEnumeration = new CancellationTokenSource();
        IAsyncEnumerable<ChildEvent<string, Probe>> events = Tracker.WatchAsync(ofStream.Token);
        IAsyncEnumerator<ChildEvent<string, Probe>> first = events.GetAsyncEnumerator(ofEnumeration.Token);
        IAsyncEnumerator<ChildEvent<string, Probe>> second = events.GetAsyncEnumerator();
        Read(first);
        Read(second);
        Task<bool> ofFirst = first.MoveNextAsync().AsTask();
        Task<bool> ofSecond = second.MoveNextAsync().AsTask();

        ofEnumeration.Cancel();
        bool secondWaits = !ofSecond.IsCompleted;
        ofStream.Cancel();

        Assert.True(ofFirst.IsCanceled);
        Assert.True(secondWaits);
        Assert.True(ofSecond.IsCanceled);
    }

    [Fact]
    public void A_read_while_another_is_going_on_is_refused_and_the_first_goes_on()
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = Tracker.WatchAsync().GetAsyncEnumerator();
        Read(reader);
        Task<bool> reading = reader.MoveNextAsync().AsTask();

        Assert.Throws<InvalidOperationException>(() => { _ = reader.MoveNextAsync().AsTask(); });
        _world.Open("a");

        Assert.True(_world.Result(reading));
        Assert.Equal("Started a", EventLog.Describe(reader.Current));
    }

    [Fact]
    public async Task On_real_threads_present_children_and_events_fit_together_without_gap_or_repetition()
    {
        const int Rounds = 300;
        await using var tracker = new ProbeTracker();
        bool isOver = false;
        Task churn = Threads.Run(() =>
        {
            for (int round = 0; !Volatile.Read(ref isOver); round++)
            {
                ChildRegistration registration = tracker.AddExisting("k" + (round % 7), new Probe());
                Assert.True(registration.DisposeAsync().AsTask().Wait(Threads.Timeout));
            }
        });
        Task watching = Threads.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
                Assert.True(Watch(tracker).Wait(Threads.Timeout));
            Volatile.Write(ref isOver, true);
        });

        await Threads.Ended(churn, watching);
    }

    /// <summary>Follows some events, and fails where one does not fit to those before it.</summary>
    private static async Task Watch(ProbeTracker tracker)
    {
        var known = new Dictionary<string, Probe>();
        long number = 0;
        int events = 0;
        using var enough = new CancellationTokenSource();
        try
        {
            await foreach (ChildEvent<string, Probe> happened in tracker.WatchAsync(enough.Token))
            {
                Assert.Equal(++number, happened.Number);
                switch (happened.Kind)
                {
                    case ChildEventKind.Present or ChildEventKind.Started:
                        Assert.True(known.TryAdd(happened.Key!, happened.Child!), $"{happened.Key} was told of twice.");
                        break;
                    case ChildEventKind.Terminated:
                        Assert.True(known.Remove(happened.Key!, out Probe? ended) && ended == happened.Child, $"{happened.Key} ended though it was not known.");
                        break;
                }

                if (happened.Kind != ChildEventKind.Present && ++events > 10)
                    await enough.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // It has seen enough.
        }
    }

    private bool MoveNext(IAsyncEnumerator<ChildEvent<string, Probe>> reader) => _world.Result(reader.MoveNextAsync());

    private string Read(IAsyncEnumerator<ChildEvent<string, Probe>> reader) =>
        MoveNext(reader) ? EventLog.Describe(reader.Current) : throw new InvalidOperationException("The stream has completed.");
}
