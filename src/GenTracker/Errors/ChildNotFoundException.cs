namespace GenTracker;

/// <summary>No child runs under the key.</summary>
public sealed class ChildNotFoundException : TrackerException
{
    internal ChildNotFoundException(string trackerName, object? key)
        : base($"Tracker {trackerName}: no child runs under the key {key}. Open it with FindOrOpenAsync, or use the Try form where it may be absent.", trackerName, key)
    {
    }
}
