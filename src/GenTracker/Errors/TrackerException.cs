using System;

namespace GenTracker;

/// <summary>Base class of the exceptions of a tracker. Each has the name of the tracker and the key that it concerns.</summary>
public class TrackerException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="trackerName">The tracker's name, if there is one.</param>
    /// <param name="key">The key, if the exception concerns one.</param>
    /// <param name="innerException">The cause, if any.</param>
    public TrackerException(string message, string? trackerName, object? key = null, Exception? innerException = null)
        : base(message, innerException)
    {
        TrackerName = trackerName;
        Key = key;
    }

    /// <summary>The name of the tracker. <see langword="null"/> if the child does not belong to a tracker.</summary>
    public string? TrackerName { get; }

    /// <summary>The key. <see langword="null"/> if the exception does not concern a single key.</summary>
    public object? Key { get; }
}
