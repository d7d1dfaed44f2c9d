using System;
using System.Diagnostics;

namespace GenTracker.Contenders;

/// <summary>The longest of many opens, without the pauses of the garbage collector, which affect all code.</summary>
internal struct LongestOpen
{
    private long _begun;
    private TimeSpan _paused;

    public TimeSpan Value { get; private set; }

    public void Begin()
    {
        _paused = GC.GetTotalPauseDuration();
        _begun = Stopwatch.GetTimestamp();
    }

    public void End()
    {
        TimeSpan took = Stopwatch.GetElapsedTime(_begun) - (GC.GetTotalPauseDuration() - _paused);
        if (took > Value)
            Value = took;
    }
}
