using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Observability;

/// <summary>What a monitor reads of a tracker.</summary>
internal interface IMonitoredTracker<TKey, TChild> : IObservedTracker
    where TKey : notnull
    where TChild : class
{
    /// <summary>The tracker's clock.</summary>
    TimeProvider Time { get; }

    /// <summary>Number of running children. A single read.</summary>
    int RunningCount { get; }

    /// <summary>Whether the tracker closes or has closed.</summary>
    bool IsClosed { get; }

    /// <summary>What has happened since the tracker was made.</summary>
    TrackerTotals Totals { get; }

    /// <summary>All keys that are taken. No lock is held.</summary>
    IEnumerable<IMonitoredKey<TKey, TChild>> Keys { get; }

    /// <summary>The children that are abandoned.</summary>
    IEnumerable<ChildInfo<TKey, TChild>> Abandoned { get; }

    /// <summary>How the last incarnations ended; null if nobody wants to know.</summary>
    RecentExits<TKey, TChild>? RecentExits { get; }

    /// <summary>The key, if it is taken.</summary>
    IMonitoredKey<TKey, TChild>? FindKey(TKey key);

    Task<bool> StopAsync(TKey key, CancellationToken cancellationToken);
}

/// <summary>A key and its child. All but <see cref="DescribeOrNull"/> is read without a lock, each for itself.</summary>
internal interface IMonitoredKey<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    TKey Key { get; }

    /// <summary>The state; null if the key is free.</summary>
    ChildState? StateOrNull { get; }

    TChild? ChildOrNull { get; }

    DateTimeOffset StartedAt { get; }

    /// <summary>A consistent snapshot; null if the key is free.</summary>
    ChildInfo<TKey, TChild>? DescribeOrNull();
}
