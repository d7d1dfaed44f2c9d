using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker;

/// <summary>
/// A tracker as tools see it, whatever its key and its children. <c>AddTracker</c> registers one for each tracker, so that
/// <c>IEnumerable&lt;ITrackerMonitor&gt;</c> has them all. All members are thread-safe, stop no child, and have no value of a secret attribute.
/// </summary>
public interface ITrackerMonitor
{
    /// <summary>Name of the tracker.</summary>
    string Name { get; }

    /// <summary>The tracked class.</summary>
    Type ChildType { get; }

    /// <summary>The public and internal attributes, in the order in which <see cref="MonitoredChild.Values"/> has their values.</summary>
    IReadOnlyList<TrackedAttrInfo> Attributes { get; }

    /// <summary>Number of running children. A single read.</summary>
    int Count { get; }

    /// <summary>Whether the tracker is closing or closed: it refuses all opens.</summary>
    bool IsClosed { get; }

    /// <summary>Number of children in each state, abandoned ones included.</summary>
    /// <returns>A new dictionary with all states.</returns>
    IReadOnlyDictionary<ChildState, int> GetCounts();

    /// <summary>What has happened to the children since the tracker was made: rates are the differences of two results.</summary>
    /// <returns>The numbers, each read for itself.</returns>
    TrackerTotals GetTotals();

    /// <summary>Lists children. The query holds no lock while it reads, filters and sorts them: it is weakly consistent.</summary>
    /// <param name="query">Which children, in which order.</param>
    /// <returns>The children, and how many the filter takes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="query"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The query sorts by an attribute that there is not, or that is secret, or its state or sort is not defined, or one of its numbers is negative.
    /// </exception>
    ChildQueryResult Query(ChildQuery query);

    /// <summary>Finds the child of a key, in any state.</summary>
    /// <param name="keyText">The key as <see cref="MonitoredChild.KeyText"/> has it.</param>
    /// <returns>The child. <see langword="null"/> if there is none. If several keys have this text, one of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="keyText"/> is null.</exception>
    MonitoredChild? Find(string keyText);

    /// <summary>Stops the child of a key in any state and waits until the key is free.</summary>
    /// <param name="keyText">The key as <see cref="MonitoredChild.KeyText"/> has it.</param>
    /// <param name="cancellationToken">Cancels the wait, but not the stop.</param>
    /// <returns><see langword="false"/> if there is no such child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="keyText"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait. The child continues to end.</exception>
    Task<bool> StopAsync(string keyText, CancellationToken cancellationToken = default);

    /// <summary>Lists how the last incarnations ended, the newest first; see <see cref="TrackerOptions.RecentExits"/>.</summary>
    /// <returns>A new list.</returns>
    IReadOnlyList<MonitoredExit> GetRecentExits();
}
