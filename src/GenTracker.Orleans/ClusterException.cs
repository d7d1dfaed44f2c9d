using System;

namespace GenTracker.Orleans;

/// <summary>
/// Thrown if a call to a child of the cluster was not answered as usual: the network, a node or the store failed, or the cluster is not set up as it must be.
/// </summary>
public class ClusterException : TrackerException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="trackerName">The tracker's name, if the exception concerns one.</param>
    /// <param name="key">The key, if the exception concerns one.</param>
    /// <param name="isOutcomeKnown">See <see cref="IsOutcomeKnown"/>.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ClusterException(
        string message, string? trackerName, object? key = null, bool isOutcomeKnown = true, Exception? innerException = null)
        : base(message, trackerName, key, innerException) => IsOutcomeKnown = isOutcomeKnown;

    /// <summary>
    /// Whether it is known that nothing was done, so that every call may be repeated. If not, the call may have been done or not: finds, opens, reads and
    /// stops may be repeated, but counts, sets and calls of methods only if it does no harm to do them twice.
    /// </summary>
    public bool IsOutcomeKnown { get; }
}
