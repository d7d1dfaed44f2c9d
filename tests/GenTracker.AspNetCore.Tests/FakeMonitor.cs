using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Tests;

/// <summary>A tracker that says which of its members were asked for.</summary>
internal sealed class FakeMonitor(string name) : ITrackerMonitor
{
    private readonly List<string> _asked = [];

    public IReadOnlyList<string> Asked => _asked;

    public string Name => name;

    public Type ChildType => typeof(FakeMonitor);

    public IReadOnlyList<TrackedAttrInfo> Attributes => [];

    public int Count => Ask(nameof(Count), 1);

    public bool IsClosed => Ask(nameof(IsClosed), false);

    public IReadOnlyDictionary<ChildState, int> GetCounts() =>
        Ask(nameof(GetCounts), Enum.GetValues<ChildState>().ToDictionary(static state => state, static _ => 0));

    public TrackerTotals GetTotals() =>
        Ask(nameof(GetTotals), new TrackerTotals { Starts = 0, Exits = 0, Restarts = 0, Abandoned = 0, RestartLimits = 0 });

    public ChildQueryResult Query(ChildQuery query) => Ask(nameof(Query), new ChildQueryResult(0, []));

    public MonitoredChild? Find(string keyText) => Ask<MonitoredChild?>(nameof(Find), null);

    public Task<bool> StopAsync(string keyText, CancellationToken cancellationToken = default) => Ask(nameof(StopAsync), Task.FromResult(false));

    public IReadOnlyList<MonitoredExit> GetRecentExits() => Ask<IReadOnlyList<MonitoredExit>>(nameof(GetRecentExits), []);

    private T Ask<T>(string member, T answer)
    {
        lock (_asked)
            _asked.Add(member);
        return answer;
    }
}
