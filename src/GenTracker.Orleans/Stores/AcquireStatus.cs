namespace GenTracker.Orleans.Stores;

/// <summary>The answer to <see cref="IClusterStore.AcquireAsync"/>.</summary>
public enum AcquireStatus
{
    /// <summary>The node owns the key, with a new epoch.</summary>
    Acquired,

    /// <summary>Another node owns the key, and its lease is not over. Nothing was changed.</summary>
    OwnedByOther,

    /// <summary>The acquisition had no arguments, and the key need not run. Nothing was changed.</summary>
    NotWanted,

    /// <summary>The lease of the asking node is over or revoked. Nothing was changed.</summary>
    NoLease,
}
