using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using GenTracker.Orleans;
using Microsoft.Extensions.Hosting;

namespace ClusteredRooms;

/// <summary>What has happened to the rooms: the last events of all nodes, the newest first.</summary>
public sealed class RoomHistory(RoomCluster rooms, TimeProvider time) : BackgroundService
{
    private const int Kept = 40;

    private readonly LinkedList<RoomEvent> _events = [];

    /// <summary>The events that are kept.</summary>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (ClusterEvent told in rooms.WatchAsync(stoppingToken))
        {
            // Present and Synced only tell what there was before this began.
            if (told.Key is null || told.Kind == ChildEventKind.Present)
                continue;
            string text = told.Kind != ChildEventKind.Terminated ? $"runs as number {told.Incarnation}"
                : told.Reason is { } reason ? $"ended: {reason}"
                : "was lost with its node";
            lock (_events)
            {
                _events.AddFirst(new RoomEvent(time.GetUtcNow(), told.Key, text));
                if (_events.Count > Kept)
                    _events.RemoveLast();
            }
        }
    }
}
