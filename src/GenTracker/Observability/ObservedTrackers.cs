using System;
using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Observability;

/// <summary>Trackers that are observed as long as they exist, and what is observed of each. All members are thread-safe.</summary>
internal sealed class ObservedTrackers<T>
{
    private readonly Lock _lock = new();

    // A tracker that nobody holds any more is gone, whether it was closed or not.
    private readonly List<(WeakReference<IObservedTracker> Tracker, T Observed)> _entries = [];

    public void Add(IObservedTracker tracker, T observed)
    {
        lock (_lock)
        {
            // Only now and then, so that many short-lived trackers cost each of them little.
            if (_entries.Count == _entries.Capacity)
                _entries.RemoveAll(static entry => !entry.Tracker.TryGetTarget(out _));
            _entries.Add((new WeakReference<IObservedTracker>(tracker), observed));
        }
    }

    /// <summary>Those that still exist.</summary>
    public List<(IObservedTracker Tracker, T Observed)> GetPresent()
    {
        var present = new List<(IObservedTracker, T)>();
        lock (_lock)
        {
            foreach ((WeakReference<IObservedTracker> reference, T observed) in _entries)
            {
                if (reference.TryGetTarget(out IObservedTracker? tracker))
                    present.Add((tracker, observed));
            }
        }

        return present;
    }
}
