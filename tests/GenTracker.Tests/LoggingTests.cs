using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Logging;
using GenTracker.Tests.Hostile;
using GenTracker.Tests.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What a tracker writes to the log. Event ids and messages are what operators build alarms on.</summary>
public sealed class LoggingTests : IDisposable
{
    private readonly RecordingLog _log = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_plain_life_is_logged_from_its_start_to_the_closing()
    {
        World world = NewWorld();

        world.Open("a");
        world.Result(world.Tracker.StopAsync("a"));
        world.Finish(world.Tracker.CloseAsync());

        Assert.Equal(
            [
                "1 Debug Probe: a started",
                "4 Debug Probe: a ended: Stopped",
                "14 Debug Probe closed",
            ],
            _log.Lines);
        Assert.All(_log.Entries, entry => Assert.Equal("GenTracker.Probe", entry.Category));
    }

    [Fact]
    public void An_adoption_is_logged()
    {
        World world = NewWorld();

        world.Tracker.AddExisting("a", new Probe(), Task.CompletedTask);
        world.Settle();

        Assert.Equal(["2 Debug Probe: a adopted", "4 Debug Probe: a ended: Completed"], _log.Lines);
    }

    [Fact]
    public void A_failed_start_is_logged_with_its_cause()
    {
        World world = NewWorld();
        var cause = new InvalidOperationException("no source");
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => throw cause).AsTask();

        Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.Equal(["3 Error Probe: a could not be started"], _log.Lines);
        Assert.Same(cause, _log.Entries[0].Exception);
    }

    [Fact]
    public void A_start_that_was_stopped_is_no_error()
    {
        World world = NewWorld();
        _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = async token =>
        {
            await Probe.RunUntilStopped(token).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
        }).AsTask();
        world.Settle();

        world.Result(world.Tracker.StopAsync("a"));

        Assert.DoesNotContain(_log.Entries, entry => entry.Level > LogLevel.Debug);
    }

    [Fact]
    public void Failures_restarts_and_their_limit_are_logged_with_the_exception()
    {
        World world = NewWorld(options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 1;
        });
        var cause = new InvalidOperationException("lost");

        world.Open("a", probe => probe.OnRun = _ => throw cause);
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            [
                "1 Debug Probe: a started",
                "5 Error Probe: a failed: Failed",
                "6 Warning Probe: a restarts in 00:00:00.0500000 (restart 1)",
                "16 Debug Probe: a restarted (restart 1)",
                "7 Error Probe: a is not restarted any more: more than 1 restarts within 00:01:00",
                "5 Error Probe: a failed: RestartLimit",
            ],
            _log.Lines);
        Assert.All(_log.Entries.Where(entry => entry.Id == 5), entry => Assert.Same(cause, entry.Exception));
    }

    [Fact]
    public void Failures_of_the_termination_callback_the_disposal_and_callbacks_are_logged_with_the_exception()
    {
        World world = NewWorld();
        world.Open("a", probe =>
        {
            probe.OnRun = token =>
            {
                Task run = Probe.RunUntilStopped(token);
                token.Register(() => throw new InvalidOperationException("callback"));
                return run;
            };
            probe.OnAfterTerminate = (_, _) => throw new InvalidOperationException("termination callback");
            probe.OnDispose = () => throw new InvalidOperationException("disposal");
        });

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Contains("8 Error Probe: AfterTerminateAsync of a failed", _log.Lines);
        Assert.Contains("9 Error Probe: the disposal of a failed", _log.Lines);
        Assert.Contains("10 Error Probe: a callback on the stopping token of a failed", _log.Lines);
        Assert.Equal("termination callback", _log.Entries.Single(entry => entry.Id == 8).Exception?.Message);
        Assert.Equal("disposal", _log.Entries.Single(entry => entry.Id == 9).Exception?.Message);
        Assert.Equal("callback", _log.Entries.Single(entry => entry.Id == 10).Exception?.InnerException?.Message);
    }

    [Fact]
    public void A_child_that_is_abandoned_is_logged_as_is_its_end_at_last()
    {
        World world = NewWorld();
        var deaf = new TaskCompletionSource();
        world.Open("a", probe => probe.OnRun = _ => deaf.Task);

        _ = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(5));
        world.Run(deaf.SetResult);

        Assert.Equal(
            [
                "1 Debug Probe: a started",
                "4 Debug Probe: a ended: Abandoned",
                "11 Error Probe: a was abandoned: its run did not end in time. Its code may still be running",
                "12 Information Probe: the code of a, which was abandoned, has ended",
            ],
            _log.Lines);
    }

    [Fact]
    public void The_end_of_a_key_whose_promised_restart_did_not_come_is_logged()
    {
        World world = NewWorld(options => options.Restart = RestartPolicy.Permanent);
        world.Open("a", probe => probe.OnRun = _ => Task.CompletedTask);
        world.Settle();

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(
            [
                "1 Debug Probe: a started",
                "4 Debug Probe: a ended: Completed",
                "6 Warning Probe: a restarts in 00:00:00.0500000 (restart 1)",
                "4 Debug Probe: a ended: Stopped",
            ],
            _log.Lines);
    }

    [Fact]
    public void A_termination_callback_that_fails_after_it_was_abandoned_is_logged()
    {
        World world = NewWorld();
        var callback = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => callback.Task);
        _ = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromMinutes(1));

        world.Run(() => callback.SetException(new InvalidOperationException("too late")));

        Assert.Equal("too late", Assert.Single(_log.Entries, entry => entry.Id == 8).Exception?.Message);
    }

    [Fact]
    public void A_failing_termination_callback_of_a_late_start_is_logged()
    {
        World world = NewWorld();
        var gate = new TaskCompletionSource();
        _ = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => gate.Task;
            probe.OnAfterTerminate = (_, _) => throw new InvalidOperationException("late words");
        }).AsTask();
        world.Advance(TimeSpan.FromMinutes(1));

        world.Run(gate.SetResult);

        Assert.Equal("late words", Assert.Single(_log.Entries, entry => entry.Id == 8).Exception?.Message);
    }

    [Theory]
    [InlineData("its start")]
    [InlineData("AfterTerminateAsync")]
    [InlineData("its disposal")]
    public void What_was_abandoned_is_named(string what)
    {
        World world = NewWorld();
        var deaf = new TaskCompletionSource();
        Task opening = world.Tracker.OpenAsync("a", probe =>
        {
            if (what == "its start")
                probe.OnStart = _ => deaf.Task;
            else if (what == "AfterTerminateAsync")
                probe.OnAfterTerminate = (_, _) => deaf.Task;
            else
                probe.OnDispose = () => new ValueTask(deaf.Task);
        }).AsTask();
        world.Settle();

        _ = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(opening.IsCompleted);
        Assert.Contains($"11 Error Probe: a was abandoned: {what} did not end in time. Its code may still be running", _log.Lines);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_log_s_order_is_that_of_the_events_whatever_the_pool_s_order_is(int seed)
    {
        var world = new World(seed: seed, loggerFactory: _log);
        string[] keys = ["a", "b", "c"];
        Task<Probe>[] openings = [.. keys.Select(key => world.Tracker.OpenAsync(key, probe => probe.OnRun = _ => Task.CompletedTask).AsTask())];

        Assert.All(openings, opening => world.Result(opening));
        world.Finish(world.Tracker.CloseAsync());

        Assert.All(
            keys,
            key => Assert.Equal(
                [1, 4], _log.Entries.Where(entry => entry.Message.StartsWith($"Probe: {key} ", StringComparison.Ordinal)).Select(entry => entry.Id)));
        Assert.Equal(14, _log.Entries[^1].Id);
    }

    [Fact]
    public void A_level_that_is_switched_off_is_not_logged()
    {
        _log.OnIsEnabled = level => level >= LogLevel.Error;
        World world = NewWorld();

        world.Open("a", probe => probe.OnRun = _ => throw new InvalidOperationException("lost"));
        world.Settle();

        Assert.Equal([5], _log.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void The_limit_of_restarts_is_logged_too_where_the_last_of_them_could_not_be_started()
    {
        World world = NewWorld(static options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 1;
        });

        world.Open("a", probe =>
        {
            probe.OnRun = static _ => throw new InvalidOperationException("lost");
            if (world.Tracker.Made.Count > 1)
                probe.OnStart = static _ => throw new InvalidOperationException("no source");
        });
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([1, 5, 6, 7, 3, 5], _log.Entries.Select(static entry => entry.Id));
    }

    [Fact]
    public void The_closing_is_logged_once_when_the_last_child_has_ended()
    {
        World world = NewWorld();
        var words = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => words.Task);

        Task closing = world.Tracker.CloseAsync();
        world.Settle();
        Assert.DoesNotContain(_log.Entries, static entry => entry.Id == 14);
        world.Run(words.SetResult);

        world.Finish(closing);
        Assert.Single(_log.Entries, static entry => entry.Id == 14);
    }

    [Fact]
    public void A_logger_is_asked_for_a_level_under_no_lock()
    {
        World world = NewWorld(static options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.MaxRestarts = 1;
        });
        _log.OnIsEnabled = _ =>
        {
            Assert.True(Threads.Run(() => world.Tracker.GetChildren()).Wait(Threads.Timeout), "a lock is held");
            return true;
        };

        world.Open("fails", static probe => probe.OnRun = static _ => throw new InvalidOperationException("lost"));
        world.Open("fails to end", static probe => probe.OnDispose = static () => throw new InvalidOperationException("not well disposed"));
        world.Open("is deaf", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
        ValueTask<Probe> refused =
            world.Tracker.OpenAsync("fails to start", static probe => probe.OnStart = static _ => throw new InvalidOperationException("no source"));
        world.Advance(TimeSpan.FromMinutes(1));
        Task closing = world.Tracker.CloseAsync();
        world.Advance(TimeSpan.FromMinutes(1));

        world.Finish(closing);
        Assert.True(refused.IsFaulted);
        Assert.Equal([1, 3, 4, 5, 6, 7, 9, 11, 14, 16], _log.Entries.Select(static entry => entry.Id).Distinct().Order());
    }

    [Fact]
    public void A_logger_is_asked_for_a_level_when_the_openers_have_been_told()
    {
        World world = NewWorld();
        Task<Probe>? opening = null;
        bool? wereTold = null;
        _log.OnIsEnabled = _ =>
        {
            wereTold ??= opening!.IsCompleted;
            return true;
        };

        opening = world.Tracker.OpenAsync("a").AsTask();
        world.Settle();

        Assert.Equal(true, wereTold);
    }

    [Fact]
    public void A_logger_that_throws_once_misses_that_entry_only()
    {
        var calls = 0;
        _log.OnLog = _ =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                throw new InvalidOperationException("disk full");
        };
        World world = NewWorld();

        world.Open("a");
        world.Result(world.Tracker.StopAsync("a"));
        world.Settle();

        Assert.Equal([4], _log.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void The_first_start_of_a_key_does_not_look_like_a_restart_and_has_its_incarnation_as_a_property()
    {
        var log = new ReadingLog();
        var world = new World(static options => options.Restart = RestartPolicy.Transient, loggerFactory: log);
        world.Open("a", probe =>
        {
            if (world.Tracker.Made.Count < 3)
                probe.OnRun = static _ => throw new InvalidOperationException("lost");
        });
        world.Advance(TimeSpan.FromMinutes(1));
        world.Result(world.Tracker.StopAsync("a"));

        world.Open("b");
        world.Settle();

        (int Id, string Text)[] starts = [.. log.Lines.Where(static line => line.Id is 1 or 16)];
        Assert.Equal([1, 16, 16, 1], starts.Select(static line => line.Id));
        Assert.StartsWith("Probe: a started ", starts[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Probe: a restarted (restart 2) ", starts[2].Text, StringComparison.Ordinal);
        Assert.StartsWith("Probe: b started ", starts[3].Text, StringComparison.Ordinal);
        Assert.Contains(" Incarnation=4 ", starts[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_dropped_for_a_slow_logger_is_said_with_the_highest_level_that_it_has()
    {
        var dispatcher = new SteppedDispatcher();
        var log = new TrackerLog(_log.CreateLogger("GenTracker.Probe"), "Probe", dispatcher);
        for (var i = 0; i < LogQueue.DefaultCapacity; i++)
            log.Restarting("a", TimeSpan.Zero, restarts: 1);

        for (var i = 0; i < LogQueue.DefaultCapacity; i++)
            log.Abandoned("b", incarnation: 1, "its run");
        dispatcher.RunAll();

        int kept = LogQueue.DefaultCapacity * 3 / 4;
        int dropped = LogQueue.DefaultCapacity - kept;
        Assert.Equal(
            $"15 Error Probe: {LogQueue.DefaultCapacity} log entries were dropped, because the logger was slower than the events: "
                + $"{kept} Error, {dropped} Warning",
            _log.Lines.First());
        Assert.Equal(LogQueue.DefaultCapacity, log.DroppedCount);
        Assert.Equal(LogQueue.DefaultCapacity + 1, _log.Entries.Count);
    }

    [Fact]
    public void A_key_that_is_a_number_is_logged_as_one_and_another_one_as_its_text()
    {
        var dispatcher = new SteppedDispatcher();
        var keys = new List<object?>();
        var log = new TrackerLog(new StateLog(keys), "Probe", dispatcher);
        var id = Guid.NewGuid();

        foreach (object key in (object[])["a", 7, id, DayOfWeek.Friday, (1, 2)])
            log.Adopted(key, incarnation: 1);
        dispatcher.RunAll();

        Assert.Equal(["a", 7, id, DayOfWeek.Friday, "(1, 2)"], keys);
    }

    [Fact]
    public void No_two_messages_have_the_same_event_id()
    {
        IEnumerable<int> ids = typeof(Messages).GetMethods().Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>().Select(static message => message.EventId).Order();

        Assert.Equal(Enumerable.Range(1, 20), ids);
    }

    private World NewWorld(Action<TrackerOptions>? configure = null) => new(configure, loggerFactory: _log);

    /// <summary>Keeps the key of each entry.</summary>
    private sealed class StateLog(List<object?> keys) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            keys.AddRange(((IReadOnlyList<KeyValuePair<string, object?>>)state!).Where(static item => item.Key == "Key").Select(static item => item.Value));
    }
}
