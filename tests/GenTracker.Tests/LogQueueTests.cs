using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Logging;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What waits for a logger that is slow.</summary>
public sealed class LogQueueTests
{
    private const int Capacity = 4096;

    private readonly SteppedDispatcher _dispatcher = new();
    private readonly List<int> _logged = [];
    private readonly LogQueue _queue;

    public LogQueueTests() => _queue = new LogQueue(_dispatcher);

    [Fact]
    public void Entries_are_logged_in_their_order_by_one_piece_of_work()
    {
        AddMany(0, 100);

        Assert.True(_dispatcher.RunOne());

        Assert.Equal(Enumerable.Range(0, 100), _logged);
        Assert.False(_dispatcher.RunOne());
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_the_first_entries_are_kept()
    {
        AddMany(0, Capacity + 10);

        _dispatcher.RunAll();

        Assert.Equal(Enumerable.Range(0, Capacity), _logged);
    }

    [Fact]
    public void Where_entries_were_dropped_there_is_room_again_when_the_others_are_logged()
    {
        AddMany(0, Capacity + 10);
        _dispatcher.RunAll();
        _logged.Clear();

        AddMany(10_000, Capacity);
        _dispatcher.RunAll();

        Assert.Equal(Enumerable.Range(10_000, Capacity), _logged);
    }

    [Fact]
    public void An_entry_that_comes_while_another_is_logged_follows_it_in_the_same_work()
    {
        _queue.Add(() => AddMany(1, 1));

        Assert.True(_dispatcher.RunOne());

        Assert.Equal([1], _logged);
        Assert.False(_dispatcher.RunOne());
    }

    [Fact]
    public void An_entry_that_fails_costs_no_other_its_place()
    {
        _queue.Add(static () => throw new InvalidOperationException("disk full"));
        AddMany(1, 1);

        _dispatcher.RunAll();

        Assert.Equal([1], _logged);
    }

    private void AddMany(int from, int count)
    {
        foreach (int number in Enumerable.Range(from, count))
            _queue.Add(() => _logged.Add(number));
    }
}
