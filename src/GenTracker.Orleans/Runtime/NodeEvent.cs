using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>An event of a node's tracker.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">The text of the key, if it concerns one.</param>
/// <param name="Incarnation">The incarnation.</param>
/// <param name="Reason">Why the child ended.</param>
/// <param name="WillRestart">Whether it will be restarted on the node.</param>
/// <param name="Final">Its final attributes.</param>
[GenerateSerializer, Immutable, Alias("gentracker.event")]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NodeEvent(
    [property: Id(0)] ChildEventKind Kind,
    [property: Id(1)] string? Key,
    [property: Id(2)] long Incarnation,
    [property: Id(3)] ExitReason? Reason,
    [property: Id(4)] bool WillRestart,
    [property: Id(5)] AttrSnapshot? Final);
