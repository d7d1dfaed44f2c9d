using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace GenTracker.Orleans.Runtime;

/// <summary>Makes the view of a node's tracker, which crosses nodes.</summary>
internal static class NodeViewer
{
    private static readonly ChildState[] States = Enum.GetValues<ChildState>();

    /// <summary>Makes the view.</summary>
    /// <param name="monitor">The node's tracker.</param>
    /// <param name="query">Which children.</param>
    /// <returns>The view.</returns>
    public static NodeView View(ITrackerMonitor monitor, NodeQuery query)
    {
        IReadOnlyDictionary<ChildState, int> counts = monitor.GetCounts();
        TrackerTotals totals = monitor.GetTotals();
        ChildQueryResult result = query.KeyText is { } text
            ? monitor.Find(text) is { } child ? new(1, [child]) : new(0, [])
            : monitor.Query(new ChildQuery
            {
                KeyPrefix = query.KeyPrefix,
                KeyContains = query.KeyContains,
                State = query.State,
                Sort = query.Sort,
                Attribute = query.Attribute,
                IsDescending = query.IsDescending,
                Take = query.Take,
            });
        return new NodeView(
            [.. States.Select(state => counts[state])],
            totals.Starts,
            totals.Exits,
            totals.Restarts,
            totals.Abandoned,
            totals.RestartLimits,
            result.Total,
            [.. result.Children.Select(ToNodeChild)]);
    }

    private static NodeChild ToNodeChild(MonitoredChild child) => new(
        child.KeyText, child.State, child.Incarnation, child.Restarts, child.StartedAt, child.Age, [.. child.Values.Select(ToPlain)]);

    // A value of a user's own type may have no codec, and tools show its text.
    private static object? ToPlain(object? value) => value switch
    {
        null => null,
        nint number => (long)number,
        nuint number => (ulong)number,
        Enum => MonitoredText.Format(value),
        string or bool or Guid or TimeSpan or DateTime or DateTimeOffset or DateOnly or TimeOnly or Version => value,
        decimal or Half or Int128 or UInt128 or BigInteger => value,
        _ when value.GetType().IsPrimitive => value,
        _ => MonitoredText.Format(value),
    };
}
