using System.Collections.Generic;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>How the nodes of a test are.</summary>
internal sealed record ClusterSetup
{
    /// <summary>The program of each node.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [NodeProcess.Program, NodeProcess.Program, NodeProcess.Program];

    /// <summary>Whether Redis keeps the membership, and not the first node.</summary>
    public bool UsesRedis { get; init; }

    /// <summary>Whether the ways between the nodes can be cut.</summary>
    public bool HasPeerProxies { get; init; }

    /// <summary>Whether the way of each node to the store can be cut.</summary>
    public bool HasStoreProxies { get; init; }

    /// <summary>The name of a node that learns nothing from the membership.</summary>
    public string? Blind { get; init; }
}
