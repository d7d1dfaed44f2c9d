using System.ComponentModel;

namespace GenTracker.Orleans.Runtime;

/// <summary>One incarnation of a key, or whichever runs, and the way to it. The generated reference, <c>LiveStreamRef</c>, wraps it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ChildRef<TKey>
    where TKey : notnull
{
    internal ChildRef(TKey key, ITrackedGrain door, long incarnation = 0, string? node = null) =>
        (Key, Door, Incarnation, Node) = (key, door, incarnation, node);

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>The incarnation. Zero: whichever runs.</summary>
    public long Incarnation { get; }

    /// <summary>The node on which it was found. <see langword="null"/> if it was not looked for.</summary>
    public string? Node { get; }

    // Kept, because to look the grain up again takes longer than a call to it on the same node.
    internal ITrackedGrain Door { get; }
}
