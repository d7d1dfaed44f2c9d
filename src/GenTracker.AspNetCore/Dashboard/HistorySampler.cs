using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>Takes the samples of all trackers, from the start of the host until it begins to stop.</summary>
internal sealed class HistorySampler
{
    private readonly Lazy<Dictionary<MonitoredTracker, TrackerHistory>> _histories;
    private readonly TimeProvider _time;
    private ITimer? _timer;

    public HistorySampler(Lazy<MonitoredTracker[]> trackers, TimeProvider time)
    {
        _time = time;
        _histories = new(() => trackers.Value.ToDictionary(static tracker => tracker, tracker => new TrackerHistory(tracker.Monitor, time)));
    }

    public TrackerHistory this[MonitoredTracker tracker] => _histories.Value[tracker];

    public void Start() => _timer ??= _time.CreateTimer(static state => ((HistorySampler)state!).Take(), this, TimeSpan.Zero, TrackerHistory.Interval);

    public void Stop() => _timer?.Dispose();

    private void Take()
    {
        foreach (TrackerHistory history in _histories.Value.Values)
            history.Take();
    }
}
