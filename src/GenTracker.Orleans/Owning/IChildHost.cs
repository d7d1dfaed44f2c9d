using System.Threading.Tasks;
using GenTracker.Orleans.Stores;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// Runs the children of one tracker on this node. It calls <see cref="KeyOwner.OnEndedAsync"/> at the end of each child that it has started, before the key is
/// free.
/// </summary>
internal interface IChildHost
{
    /// <summary>Starts the child of a key that this node has just acquired.</summary>
    /// <param name="record">The key's row, with the state of its predecessor.</param>
    /// <returns>A task that completes when the child runs, and fails if it could not be started.</returns>
    Task StartAsync(KeyRecord record);

    /// <summary>Reads the serialized attributes of a running child that survive.</summary>
    /// <param name="key">The key.</param>
    /// <param name="epoch">The epoch with which the child was started.</param>
    /// <returns>The bytes, of which the class has none if they are empty. <see langword="null"/> if no child of this epoch runs.</returns>
    byte[]? ReadSurvivors(string key, long epoch);

    /// <summary>Stops the child of a key, and completes when the key is free.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">Why.</param>
    Task StopAsync(string key, ExitReason reason);
}
