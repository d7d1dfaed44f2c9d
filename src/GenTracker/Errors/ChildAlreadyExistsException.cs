namespace GenTracker;

/// <summary>Thrown if the key is taken, whatever the state of its child.</summary>
public sealed class ChildAlreadyExistsException : TrackerException
{
    internal ChildAlreadyExistsException(string trackerName, object? key)
        : base($"Tracker {trackerName}: the key {key} is taken. Stop that child first, or use TryAddExisting if the key may be taken.", trackerName, key)
    {
    }
}
