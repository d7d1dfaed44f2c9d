namespace GenTracker;

/// <summary>Thrown if a tracker that has <see cref="TrackerOptions.MaxChildren"/> children is asked to open or adopt another one.</summary>
public sealed class TrackerFullException : TrackerException
{
    internal TrackerFullException(string trackerName, object? key, int maxChildren)
        : base($"Tracker {trackerName} is full: {key} was not opened, because there are {maxChildren} children already (MaxChildren).", trackerName, key)
    {
    }
}
