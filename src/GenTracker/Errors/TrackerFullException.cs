namespace GenTracker;

/// <summary>Thrown if a tracker that has <see cref="TrackerOptions.MaxChildren"/> children is asked to open or adopt another one.</summary>
public sealed class TrackerFullException : TrackerException
{
    private readonly int _children;

    internal TrackerFullException(string trackerName, object? key, int children)
        : base(trackerName, key, innerException: null) => _children = children;

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName} is full: {KeyText} was not opened, because there are {_children} children already (MaxChildren).";
}
