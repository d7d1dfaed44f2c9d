using System;

namespace GenTracker.Orleans;

/// <summary>
/// Marks a tracked class whose children belong to a cluster: each key is owned by one node at a time, by a row in a store. The generator writes
/// <c>LiveStreamCluster</c> and <c>LiveStreamRef</c> for <c>LiveStream</c> beside its tracker.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClusteredAttribute : Attribute
{
    /// <summary>
    /// A type that implements <see cref="IKeyFormat{TKey}"/> for the keys of the class, and has a constructor without parameters. <see langword="null"/>: keys
    /// are strings, or have an invariant text that <see cref="IParsable{TSelf}"/> reads.
    /// </summary>
    public Type? KeyFormat { get; set; }
}
