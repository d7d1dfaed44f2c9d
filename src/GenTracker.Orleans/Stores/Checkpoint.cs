namespace GenTracker.Orleans.Stores;

/// <summary>What <see cref="IClusterStore.CheckpointAsync"/> writes for one key.</summary>
/// <param name="Key">The text of the key.</param>
/// <param name="Epoch">The epoch with which the node owns it.</param>
/// <param name="Survivors">The serialized attributes of its child that survive.</param>
public sealed record Checkpoint(string Key, long Epoch, byte[] Survivors);
