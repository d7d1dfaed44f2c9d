namespace GenTracker;

/// <summary>What a <see cref="ChildEvent{TKey, TChild}"/> tells.</summary>
public enum ChildEventKind
{
    /// <summary>A child that was running already when the subscription began, or began anew after <see cref="Resync"/>.</summary>
    Present,

    /// <summary>All present children were told; what follows happened afterwards.</summary>
    Synced,

    /// <summary>A child became findable in a new life of its key: opened or adopted.</summary>
    Started,

    /// <summary>A restarted child became findable: a new incarnation in the same life of its key.</summary>
    Restarted,

    /// <summary>A child has ended; its attributes are final.</summary>
    Terminated,

    /// <summary>The reader fell behind and events were dropped. Forget everything: the present children and <see cref="Synced"/> follow.</summary>
    Resync,
}
