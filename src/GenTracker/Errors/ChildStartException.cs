using System;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>
/// Thrown if a child could not be started. <see cref="Exception.InnerException"/> is the cause. All callers that opened the key at that time get the same
/// exception.
/// </summary>
public sealed class ChildStartException : TrackerException
{
    internal ChildStartException(string trackerName, object? key, Exception cause)
        : base(trackerName, key, cause)
    {
    }

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: the start of child {KeyText} failed: {UserText.FormatMessage(InnerException!)}";
}
