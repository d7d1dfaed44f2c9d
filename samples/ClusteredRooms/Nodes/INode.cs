using System;
using System.Threading.Tasks;

namespace ClusteredRooms.Nodes;

/// <summary>One node of the cluster. It can be ended and started again. One call is made at a time.</summary>
public interface INode : IAsyncDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Whether it runs.</summary>
    bool IsRunning { get; }

    /// <summary>Whether the others can do without it.</summary>
    bool CanEnd { get; }

    /// <summary>Starts it, and waits until it takes part.</summary>
    Task StartAsync();

    /// <summary>Tells it to stop: it hands its rooms over.</summary>
    Task StopAsync();

    /// <summary>Ends it without a word.</summary>
    Task KillAsync();
}
