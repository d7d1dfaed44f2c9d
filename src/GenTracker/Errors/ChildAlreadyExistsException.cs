namespace GenTracker;

/// <summary>The key is taken, in whatever state its child is.</summary>
public sealed class ChildAlreadyExistsException : TrackerException
{
    internal ChildAlreadyExistsException(string trackerName, object? key)
        : base($"Tracker {trackerName}: the key {key} is taken. Stop that child first, or use TryAddExisting where that may happen.", trackerName, key)
    {
    }
}
