using System;

namespace GenTracker;

/// <summary>Makes a partial class the child of a tracker whose keys are of type <typeparamref name="TKey"/>.</summary>
/// <typeparam name="TKey">The key: an immutable type with value equality.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TrackerAttribute<TKey> : Attribute
    where TKey : notnull
{
    /// <summary>The tracker's name in logs, errors and named options. The class's name where it is not set.</summary>
    public string? Name { get; set; }

    /// <summary>How string keys compare; of no use, and an error, for a key that is no string.</summary>
    public StringComparison KeyComparison { get; set; } = StringComparison.Ordinal;
}
