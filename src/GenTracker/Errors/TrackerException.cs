using System;

namespace GenTracker;

/// <summary>The base of all exceptions of a tracker. Each carries the tracker's name and the key that it is about.</summary>
public class TrackerException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="trackerName">The tracker's name.</param>
    /// <param name="key">The key, or null where it is about no single one.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public TrackerException(string message, string? trackerName, object? key = null, Exception? innerException = null)
        : base(message, innerException)
    {
        TrackerName = trackerName;
        Key = key;
    }

    /// <summary>The tracker's name; null where the child belongs to none.</summary>
    public string? TrackerName { get; }

    /// <summary>The key, or null where the exception is about no single one.</summary>
    public object? Key { get; }
}
