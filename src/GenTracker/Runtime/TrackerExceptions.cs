using System;
using System.ComponentModel;

namespace GenTracker.Runtime;

/// <summary>Makes the exceptions of a tracker for those who speak for one that is elsewhere.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TrackerExceptions
{
    /// <summary>No child runs under the key.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <returns>The exception.</returns>
    public static ChildNotFoundException NotFound(string trackerName, object key) => new(trackerName, key);

    /// <summary>The child has ended, so the write was refused.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <returns>The exception.</returns>
    public static ChildTerminatedException Terminated(string trackerName, object key) => new(trackerName, key);

    /// <summary>The key is taken.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <returns>The exception.</returns>
    public static ChildAlreadyExistsException AlreadyExists(string trackerName, object key) => new(trackerName, key);

    /// <summary>A later call has replaced this one.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <returns>The exception.</returns>
    public static ChildSupersededException Superseded(string trackerName, object key) => new(trackerName, key);

    /// <summary>Another child holds the value of a unique attribute.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="attributeName">The attribute's name.</param>
    /// <param name="holderKey">The key of the child that holds the value.</param>
    /// <returns>The exception.</returns>
    public static AttributeValueTakenException ValueTaken(string trackerName, object key, string attributeName, object? holderKey) =>
        new(trackerName, key, attributeName, holderKey);

    /// <summary>The child could not be started.</summary>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="cause">Why.</param>
    /// <returns>The exception.</returns>
    public static ChildStartException StartFailed(string trackerName, object key, Exception cause) => new(trackerName, key, cause);
}
