using System;

namespace GenTracker.Observability;

/// <summary>What is read of a tracker when its metrics are collected. No call waits for a child.</summary>
internal interface IObservedTracker
{
    /// <summary>The tracker's name.</summary>
    string Name { get; }

    /// <summary>Entries of the log that were dropped because the logger was too slow.</summary>
    long DroppedLogEntries { get; }

    /// <summary>Adds the number of children in each state, at the index of the state.</summary>
    void AddCounts(Span<long> counts);
}
