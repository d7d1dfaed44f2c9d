using GenTracker.Orleans.Runtime;

namespace GenTracker.Orleans;

/// <summary>An event of <c>WatchAsync</c> of a cluster.</summary>
public readonly record struct ClusterEvent
{
    /// <summary>
    /// The kind. <see cref="ChildEventKind.Synced"/> follows the present children of one node; <see cref="ChildEventKind.Resync"/> says that this reader fell
    /// behind a node, whose present children follow.
    /// </summary>
    public ChildEventKind Kind { get; init; }

    /// <summary>The text of the child's key. <see langword="null"/> for <see cref="ChildEventKind.Synced"/> and <see cref="ChildEventKind.Resync"/>.</summary>
    public string? Key { get; init; }

    /// <summary>The node that the event is from: the address of its silo.</summary>
    public string Node { get; init; }

    /// <summary>The child's incarnation. Of one key it never falls.</summary>
    public long Incarnation { get; init; }

    /// <summary>
    /// Why the child ended. <see langword="null"/> if the event is not <see cref="ChildEventKind.Terminated"/>, or if nobody knows, because its node was lost.
    /// </summary>
    public ExitReason? Reason { get; init; }

    /// <summary>Whether the node was going to restart the child. Whether another node does so after the loss of a node is not told here.</summary>
    public bool WillRestart { get; init; }

    /// <summary>The final attributes. <see langword="null"/> if the event is not <see cref="ChildEventKind.Terminated"/>, or if the node was lost.</summary>
    public AttrSnapshot? Final { get; init; }
}
