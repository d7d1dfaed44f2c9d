namespace GenTracker.Orleans;

/// <summary>What a node does with its children when it could not renew its lease in time, because the store does not answer.</summary>
public enum StoreLossPolicy
{
    /// <summary>It stops them before other nodes may take their keys, and leaves the cluster: at most one node runs a key.</summary>
    StopChildren,

    /// <summary>
    /// It lets them run. Other nodes may take their keys meanwhile, so two children of a key may run at once, and only what checks the incarnation tells them
    /// apart. When the store answers again, the node stops those whose keys were taken and keeps the others.
    /// </summary>
    KeepRunning,
}
