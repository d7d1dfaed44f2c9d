using System.ComponentModel;
using GenTracker.Runtime;

namespace GenTracker.Orleans.Runtime;

/// <summary>How a host makes the generated cluster of a class without reflection.</summary>
/// <typeparam name="TSelf">The cluster.</typeparam>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TTracker">Its generated tracker.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClusterFactory<TSelf, TKey, TChild, TTracker>
    where TSelf : IClusterFactory<TSelf, TKey, TChild, TTracker>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
    where TTracker : Tracker<TKey, TChild>, ITrackerFactory<TTracker>
{
    /// <summary>The binding of the class.</summary>
    static abstract ClusterBinding<TKey, TChild, TTracker> Binding { get; }

    /// <summary>Makes the cluster.</summary>
    /// <param name="connection">The way to the nodes.</param>
    /// <param name="local">The tracker of this node. <see langword="null"/> in a client.</param>
    /// <returns>The cluster.</returns>
    static abstract TSelf Create(ClusterConnection connection, TTracker? local);
}
