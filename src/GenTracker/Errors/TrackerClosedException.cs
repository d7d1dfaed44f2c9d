namespace GenTracker;

/// <summary>The tracker is closing or closed: it opens and adopts no more children.</summary>
public sealed class TrackerClosedException : TrackerException
{
    internal TrackerClosedException(string trackerName, object key)
        : base($"Tracker {trackerName} is closed: {key} was not opened.", trackerName, key)
    {
    }
}
