using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenTracker.Logging;
using GenTracker.Tests.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What waits for a logger that is slow, and what is said of entries that could not wait.</summary>
public sealed class LogQueueTests
{
    private const int Capacity = 8;

    private readonly SteppedDispatcher _dispatcher = new();
    private readonly List<string> _logged = [];
    private readonly LogQueue _queue;
    private Action _onReport = static () => { };

    public LogQueueTests() => _queue = NewQueue(Capacity);

    [Fact]
    public void Entries_are_logged_in_their_order_by_one_piece_of_work()
    {
        Add(LogLevel.Error, 0..Capacity);

        Assert.True(_dispatcher.RunOne());

        Assert.Equal(Numbers(0..Capacity), _logged);
        Assert.False(_dispatcher.RunOne());
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_the_next_entry_says_how_many_and_of_which_level()
    {
        Add(LogLevel.Error, 0..Capacity);
        Add(LogLevel.Critical, 100..102);
        Add(LogLevel.Error, 100..103);
        Add(LogLevel.Debug, 100..104);

        _dispatcher.RunAll();

        Assert.Equal(["9 dropped, Critical: 2 Critical, 3 Error, 4 Debug", .. Numbers(0..Capacity)], _logged);
        Assert.Equal(9, _queue.DroppedCount);
    }

    [Fact]
    public void What_was_dropped_is_said_once()
    {
        Add(LogLevel.Error, 0..(Capacity + 1));
        _dispatcher.RunAll();
        _logged.Clear();

        Add(LogLevel.Error, 0..Capacity);
        _dispatcher.RunAll();

        Assert.Equal(Numbers(0..Capacity), _logged);
        Assert.Equal(1, _queue.DroppedCount);
    }

    [Theory]
    [InlineData(LogLevel.Trace, 2)]
    [InlineData(LogLevel.Debug, 2)]
    [InlineData(LogLevel.Information, 4)]
    [InlineData(LogLevel.Warning, 6)]
    [InlineData(LogLevel.Error, 8)]
    [InlineData(LogLevel.Critical, 8)]
    public void A_flood_of_a_lower_level_leaves_room_for_the_higher_ones(LogLevel level, int kept)
    {
        Add(level, 0..100);
        Add(LogLevel.Error, 100..200);

        _dispatcher.RunAll();

        Assert.Equal([.. Numbers(0..kept), .. Numbers(100..(100 + Capacity - kept))], _logged.Skip(1));
    }

    [Fact]
    public void While_the_queue_stays_full_what_is_dropped_is_said_again_after_a_thousand_entries_and_at_the_end()
    {
        const int Total = (2 * LogQueue.EntriesBetweenReports) + 10;
        int left = Total;
        var reports = new List<int>();
        LogQueue queue = NewQueue(Capacity);
        _onReport = () => reports.Add(Math.Max(left, 0));
        Refill();

        _dispatcher.RunAll();

        Assert.Equal([Total, Total - LogQueue.EntriesBetweenReports, Total - (2 * LogQueue.EntriesBetweenReports), 0], reports);
        Assert.Equal(queue.DroppedCount, Dropped());

        void Refill()
        {
            for (var i = 0; i <= Capacity; i++)
                queue.Add(new LogEntry(LogLevel.Error, _ => Again()));
        }

        // Each entry adds another one, and one for which there is no room, until none is left to add.
        void Again()
        {
            if (left-- <= 0)
                return;
            queue.Add(new LogEntry(LogLevel.Error, _ => Again()));
            queue.Add(new LogEntry(LogLevel.Error, _ => Again()));
        }
    }

    [Fact]
    public void What_was_dropped_is_not_lost_if_the_logger_fails_to_say_it()
    {
        Add(LogLevel.Error, 0..(Capacity + 3));
        var calls = 0;
        _onReport = () =>
        {
            if (++calls < 3)
                throw new InvalidOperationException("disk full");
        };

        _dispatcher.RunAll();
        Add(LogLevel.Error, 100..101);
        _dispatcher.RunAll();

        Assert.Equal([.. Numbers(0..Capacity), "100", "3 dropped, Error: 3 Error"], _logged);
    }

    [Fact]
    public void Where_entries_were_dropped_there_is_room_again_when_the_others_are_logged()
    {
        Add(LogLevel.Error, 0..(Capacity + 10));
        _dispatcher.RunAll();
        _logged.Clear();

        Add(LogLevel.Error, 100..(100 + Capacity));
        _dispatcher.RunAll();

        Assert.Equal(Numbers(100..(100 + Capacity)), _logged);
    }

    [Fact]
    public void By_default_an_error_and_a_warning_of_each_of_ten_thousand_children_wait_for_the_logger()
    {
        LogQueue queue = NewQueue(LogQueue.DefaultCapacity);
        for (var child = 0; child < 10_000; child++)
        {
            queue.Add(new LogEntry(LogLevel.Error, _ => _logged.Add("error")));
            queue.Add(new LogEntry(LogLevel.Warning, _ => _logged.Add("warning")));
        }

        _dispatcher.RunAll();

        Assert.Equal((20_000, 0), (_logged.Count, queue.DroppedCount));
    }

    [Fact]
    public void An_entry_that_comes_while_another_is_logged_follows_it_in_the_same_work()
    {
        _queue.Add(new LogEntry(LogLevel.Error, _ => Add(LogLevel.Error, 1..2)));

        Assert.True(_dispatcher.RunOne());

        Assert.Equal(["1"], _logged);
        Assert.False(_dispatcher.RunOne());
    }

    [Fact]
    public void An_entry_that_fails_costs_no_other_its_place()
    {
        _queue.Add(new LogEntry(LogLevel.Error, static _ => throw new InvalidOperationException("disk full")));
        Add(LogLevel.Error, 1..2);

        _dispatcher.RunAll();

        Assert.Equal(["1"], _logged);
    }

    [Fact]
    public void An_entry_of_an_exception_that_the_logger_cannot_print_is_written_again_with_its_text()
    {
        var cause = new InvalidOperationException("no source");
        var given = new List<Exception?>();
        _queue.Add(new LogEntry(
            LogLevel.Error,
            exception =>
            {
                given.Add(exception);
                if (exception == cause)
                    throw new InvalidOperationException("cannot print");
            },
            cause));

        _dispatcher.RunAll();

        Assert.Equal(2, given.Count);
        Assert.Same(cause, given[0]);
        Assert.Equal(("InvalidOperationException: no source", cause.ToString()), (given[1]!.Message, given[1]!.ToString()));
    }

    private static IEnumerable<string> Numbers(Range range) =>
        Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value).Select(static number => number.ToString(CultureInfo.InvariantCulture));

    private LogQueue NewQueue(int capacity) => new(
        _dispatcher,
        dropped =>
        {
            _onReport();
            _logged.Add($"{dropped.Count} dropped, {dropped.HighestLevel}: {dropped}");
        },
        capacity);

    private long Dropped() => _logged.Where(static line => line.Contains("dropped", StringComparison.Ordinal))
        .Sum(static line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));

    private void Add(LogLevel level, Range numbers)
    {
        foreach (string number in Numbers(numbers))
            _queue.Add(new LogEntry(level, _ => _logged.Add(number)));
    }
}
