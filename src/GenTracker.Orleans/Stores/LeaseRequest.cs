namespace GenTracker.Orleans.Stores;

/// <summary>What a node asks <see cref="IClusterStore.RenewAsync"/> for.</summary>
public enum LeaseRequest
{
    /// <summary>The first lease of a node that the store does not know yet. Of a node that it knows, it is a renewal.</summary>
    First,

    /// <summary>To prolong a lease that is not over. A node that the store does not know, or no longer, gets none.</summary>
    Renewal,

    /// <summary>
    /// To prolong a lease even if it is over, although other nodes may have taken keys since. A node that the store does not know gets a first one.
    /// </summary>
    Regain,
}
