using System;

namespace GenTracker;

/// <summary>What a tracker knows of one child at one moment; it does not change with the child.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
public sealed record ChildInfo<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>The child's key.</summary>
    public required TKey Key { get; init; }

    /// <summary>Where the key is in its life.</summary>
    public required ChildState State { get; init; }

    /// <summary>The object; null while it is not constructed yet. While <see cref="ChildState.Restarting"/>, the incarnation that ended.</summary>
    public TChild? Child { get; init; }

    /// <summary>The incarnation's number.</summary>
    public required long Incarnation { get; init; }

    /// <summary>When this incarnation began to start, or was adopted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How often the child was restarted in this life of its key.</summary>
    public required int Restarts { get; init; }

    /// <summary>How the last incarnation in this life of the key ended; null while the first one lives.</summary>
    public ChildExit? LastExit { get; init; }
}
