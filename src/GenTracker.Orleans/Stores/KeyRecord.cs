namespace GenTracker.Orleans.Stores;

/// <summary>The row of a key.</summary>
public sealed record KeyRecord
{
    /// <summary>The text of the key.</summary>
    public required string Key { get; init; }

    /// <summary>How often the key was acquired. It never falls, and each acquisition raises it.</summary>
    public required long Epoch { get; init; }

    /// <summary>
    /// The node that has acquired the key and not released it. It owns the key as long as its lease is not over. <see langword="null"/>: no node.
    /// </summary>
    public string? Owner { get; init; }

    /// <summary>Whether the key must run: a node takes it, without being called, when no node owns it.</summary>
    public bool IsWanted { get; init; }

    /// <summary>The serialized arguments of the opening. <see langword="null"/> if the row has none.</summary>
    public byte[]? Arguments { get; init; }

    /// <summary>
    /// The serialized attributes that survive, as an owner last wrote them since the key must run: at a checkpoint, or when it gave the key up.
    /// <see langword="null"/> if none has.
    /// </summary>
    public byte[]? Survivors { get; init; }

    /// <summary>The serialized attributes of the last child that has ended and said so. <see langword="null"/> if there is none.</summary>
    public byte[]? Final { get; init; }
}
