using System;
using System.Collections.Generic;

namespace GenTracker.Observability;

/// <summary>What is read of a tracker when its metrics are collected. No call waits for a child.</summary>
internal interface IObservedTracker
{
    /// <summary>The tracker's name.</summary>
    string Name { get; }

    /// <summary>How many children have a series of their own.</summary>
    int MaxMetricSeries { get; }

    /// <summary>The running children.</summary>
    IEnumerable<object> Running { get; }

    /// <summary>The running children with their keys.</summary>
    IEnumerable<(object Key, object Child)> RunningByKey { get; }

    /// <summary>Adds the number of children in each state, at the index of the state.</summary>
    void AddCounts(Span<long> counts);
}
