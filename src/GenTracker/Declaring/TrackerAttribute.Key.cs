using System;

namespace GenTracker;

/// <summary>Makes a partial class the child of a tracker with keys of type <typeparamref name="TKey"/>.</summary>
/// <typeparam name="TKey">The type of the keys: immutable and with value equality.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrackerAttribute<TKey> : Attribute
    where TKey : notnull
{
    /// <summary>Name of the tracker in logs, exceptions and named options. Default: the name of the class.</summary>
    public string? Name { get; set; }

    /// <summary>How string keys compare. To set it for another key type is an error.</summary>
    public StringComparison KeyComparison { get; set; } = StringComparison.Ordinal;
}
