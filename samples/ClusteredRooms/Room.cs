using System;
using System.Threading;
using System.Threading.Tasks;
using ClusteredRooms.Nodes;
using GenTracker;
using GenTracker.Orleans;

namespace ClusteredRooms;

/// <summary>
/// A room that the cluster owns: it runs on one node at a time, and comes back on another one if its node is lost. What <c>Survives</c> is carried along when
/// a node stops; a node that is killed takes it with it.
/// </summary>
/// <param name="key">Its name.</param>
/// <param name="topic">What is talked about in it. The cluster keeps it, and gives it to the next node too.</param>
/// <param name="node">The node that it runs on.</param>
/// <param name="time">The clock.</param>
[Tracker, Clustered]
public sealed partial class Room(string key, string topic, [Injected] NodeName node, [Injected] TimeProvider time) : ITrackedChild
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>The node that it runs on.</summary>
    [TrackedAttr(Default = "")] public partial string Node { get; private set; }

    /// <summary>What is talked about.</summary>
    [TrackedAttr(Default = "")] public partial string Topic { get; private set; }

    /// <summary>How often it has come to a node: it rises with each start.</summary>
    [TrackedAttr] public partial long Number { get; private set; }

    /// <summary>How many messages were said.</summary>
    [TrackedAttr(Survives = true)] public partial long Messages { get; }

    /// <summary>The seconds that it has run on this node.</summary>
    [TrackedAttr] public partial long Beats { get; }

    /// <summary>Says something in the room, from whichever node or client.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="text">What is said.</param>
    /// <returns>What the room answers.</returns>
    [TrackedCall]
    public string Say(string who, string text) => $"{key} on {Node} has heard {who} say '{text}', message {IncrementMessages()}";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        (Node, Topic, Number) = (node.Value, topic, Incarnation);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            IncrementBeats();
    }
}
