using System;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>When the budgets of a tracker's phases are used up.</summary>
internal sealed class Deadlines
{
    private readonly TimeProvider _time;
    private readonly DeadlineQueue[] _queues;

    /// <summary>Keeps the time for phases of these budgets together, and for those of any other one by one.</summary>
    public Deadlines(TimeProvider time, params ReadOnlySpan<TimeSpan> budgets)
    {
        _time = time;
        _queues = new DeadlineQueue[budgets.Length];
        for (int i = 0; i < budgets.Length; i++)
            _queues[i] = new DeadlineQueue(time, budgets[i]);
    }

    /// <summary>Lets the phase expire after the time, unless what this returns was disposed before.</summary>
    public IDisposable Begin(Phase phase, TimeSpan budget)
    {
        foreach (DeadlineQueue queue in _queues)
        {
            if (queue.Budget == budget)
                return queue.Add(phase);
        }

        using (NoFlow.Begin())
            return _time.CreateTimer(static state => ((Phase)state!).Expire(), phase, budget, Timeout.InfiniteTimeSpan);
    }
}
