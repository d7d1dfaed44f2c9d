using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A subscriber that reads all events at once, as they come.</summary>
internal sealed class EventLog
{
    private readonly List<ChildEvent<string, Probe>> _events = [];

    public EventLog(World world, CancellationToken cancellationToken = default)
    {
        Reading = world.Async(async () =>
        {
            await foreach (ChildEvent<string, Probe> happened in world.Tracker.WatchAsync(cancellationToken))
                _events.Add(happened);
        });
        world.Settle();
    }

    /// <summary>Ends when the stream of events does.</summary>
    public Task Reading { get; }

    public IReadOnlyList<ChildEvent<string, Probe>> Events => _events;

    /// <summary>What was told, each as one word or three: the kind, the key, and how the child ended.</summary>
    public IEnumerable<string> Told => _events.Select(Describe);

    public static string Describe(ChildEvent<string, Probe> happened) =>
        happened.Kind + (happened.Key is { } key ? " " + key : "")
            + (happened.Exit is { } exit ? " " + exit.Reason + (exit.WillRestart ? ", restarts" : "") : "");
}
