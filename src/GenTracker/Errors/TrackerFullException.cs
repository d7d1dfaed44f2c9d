namespace GenTracker;

/// <summary>The tracker has as many children as <see cref="TrackerOptions.MaxChildren"/> allows.</summary>
public sealed class TrackerFullException : TrackerException
{
    internal TrackerFullException(string trackerName, object? key, int maxChildren)
        : base($"Tracker {trackerName} is full: {key} was not opened, as there are {maxChildren} children already (MaxChildren).", trackerName, key)
    {
    }
}
