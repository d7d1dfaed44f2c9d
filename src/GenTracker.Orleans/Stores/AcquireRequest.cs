namespace GenTracker.Orleans.Stores;

/// <summary>What a node asks <see cref="IClusterStore.AcquireAsync"/> for.</summary>
public sealed record AcquireRequest
{
    /// <summary>The tracker's name.</summary>
    public required string Tracker { get; init; }

    /// <summary>The text of the key.</summary>
    public required string Key { get; init; }

    /// <summary>The node that asks.</summary>
    public required string Node { get; init; }

    /// <summary>
    /// The serialized arguments of the opening. A key that is wanted keeps those that it has, unless <see cref="Replaces"/> is set. <see langword="null"/>
    /// takes over a key as it is, and only if it is wanted.
    /// </summary>
    public byte[]? Arguments { get; init; }

    /// <summary>Whether the key must run from now on. It has an effect together with the arguments, and if these have one.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether the arguments replace those of a key that is wanted.</summary>
    public bool Replaces { get; init; }
}
