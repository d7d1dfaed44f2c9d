using System;

namespace GenTracker.Orleans.Stores;

/// <summary>A node whose lease is not over.</summary>
/// <param name="Node">The node: the address of its silo.</param>
/// <param name="Cluster">The cluster that it belongs to: the ClusterId of Orleans. All nodes of one service must belong to the same.</param>
/// <param name="Remaining">How long the lease still runs, by the clock of the store.</param>
/// <param name="IsRevoked">Whether it is not renewed any more: such a node owns its keys until its lease is over, and takes no others.</param>
public sealed record NodeRecord(string Node, string Cluster, TimeSpan Remaining, bool IsRevoked);
