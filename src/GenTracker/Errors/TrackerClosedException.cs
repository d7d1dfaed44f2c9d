namespace GenTracker;

/// <summary>Thrown if a tracker that is closing or closed is asked to open or adopt a child.</summary>
public sealed class TrackerClosedException : TrackerException
{
    internal TrackerClosedException(string trackerName, object key)
        : base(trackerName, key, innerException: null)
    {
    }

    private protected override string CreateMessage() => $"Tracker {TrackerName} is closed: {KeyText} was not opened.";
}
