using System;
using System.Collections.Generic;
using System.Threading;
using GenTracker.Testing.Strategies;

namespace GenTracker.Testing;

/// <summary>Runs schedules of one scenario, one after the other, until there are enough or one breaks a promise.</summary>
internal sealed class Batch(Func<Scenario> make, Func<int, Strategy?> strategies, HashSet<ulong> digests, Trace? trace)
{
    private readonly object _gate = new();
    private bool _isOver;
    private Schedule? _present;

    public WorkerPool Workers { get; } = WorkerPool.Rent();

    public int Count { get; private set; }

    public long Steps { get; private set; }

    /// <summary>What the last schedule has broken.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Returns when the batch is over.</summary>
    public void Run()
    {
        Workers.Take().Wake(this);
        lock (_gate)
        {
            while (!_isOver)
                Monitor.Wait(_gate);
        }

        Workers.GiveBack();
    }

    /// <summary>Called by the worker that has the turn, between two schedules. Returns the first actor of the next one, or null if the batch is over.</summary>
    public Actor? NextSchedule()
    {
        while (true)
        {
            if (_present is { } ended)
            {
                Count++;
                Steps += ended.Steps;
                digests.Add(ended.Digest);
                Failure = ended.Failure;
                _present = null;
            }

            try
            {
                if (Failure is null && strategies(Count) is { } strategy)
                {
                    _present = new Schedule(this, make(), strategy, trace);
                    if (_present.Begin() is { } first)
                        return first;
                    continue;
                }
            }
            catch (Exception exception)
            {
                Failure = exception;
            }

            lock (_gate)
            {
                _isOver = true;
                Monitor.Pulse(_gate);
            }

            return null;
        }
    }
}
