namespace GenTracker;

/// <summary>Kind of a <see cref="ChildEvent{TKey, TChild}"/>.</summary>
public enum ChildEventKind
{
    /// <summary>The child was running when the subscription started, or restarted after <see cref="Resync"/>.</summary>
    Present,

    /// <summary>All running children have been reported. Later events happened afterwards.</summary>
    Synced,

    /// <summary>A child that was opened or adopted can be found.</summary>
    Started,

    /// <summary>A restarted child can be found. It is a new incarnation.</summary>
    Restarted,

    /// <summary>A child has ended. Its attributes are final.</summary>
    Terminated,

    /// <summary>The reader fell behind and events were dropped. Discard all earlier events: the running children and <see cref="Synced"/> follow.</summary>
    Resync,
}
