namespace GenTracker;

/// <summary>Thrown if no child runs under the key.</summary>
public sealed class ChildNotFoundException : TrackerException
{
    internal ChildNotFoundException(string trackerName, object? key)
        : base(
            $"Tracker {trackerName}: no child runs under the key {key}. Open it with FindOrOpenAsync, or use the Try form if it may be absent.",
            trackerName,
            key)
    {
    }
}
