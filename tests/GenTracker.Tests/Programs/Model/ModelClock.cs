using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs.Model;

/// <summary>The model's time: what is due comes at its very moment, and what is due at the same moment in the order in which it was set.</summary>
internal sealed class ModelClock
{
    private readonly List<(TimeSpan Due, Action Happens)> _timers = [];

    public TimeSpan Now { get; private set; }

    /// <summary>Sets a timer; what is returned takes it back.</summary>
    public Action Set(TimeSpan after, Action happens)
    {
        (TimeSpan Due, Action Happens) timer = (Now + after, () => happens());
        _timers.Add(timer);
        return () => _timers.Remove(timer);
    }

    public void Advance(TimeSpan span)
    {
        TimeSpan end = Now + span;
        while (_timers.Where(timer => timer.Due <= end).OrderBy(static timer => timer.Due).Take(1).ToList() is [var next])
        {
            _timers.Remove(next);
            Now = next.Due;
            next.Happens();
        }

        Now = end;
    }
}
