namespace GenTracker;

/// <summary>One event of a subscription to a tracker's children.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
public readonly record struct ChildEvent<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>The event's number within its subscription: 1, 2, 3, … without a gap.</summary>
    public long Number { get; init; }

    /// <summary>What happened.</summary>
    public ChildEventKind Kind { get; init; }

    /// <summary>The child's key; the type's default for <see cref="ChildEventKind.Synced"/> and <see cref="ChildEventKind.Resync"/>.</summary>
    public TKey? Key { get; init; }

    /// <summary>The child; null for <see cref="ChildEventKind.Synced"/> and <see cref="ChildEventKind.Resync"/>.</summary>
    public TChild? Child { get; init; }

    /// <summary>How the child ended, for <see cref="ChildEventKind.Terminated"/>.</summary>
    public ChildExit? Exit { get; init; }
}
