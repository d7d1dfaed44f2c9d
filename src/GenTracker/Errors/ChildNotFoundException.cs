namespace GenTracker;

/// <summary>Thrown if no child runs under the key.</summary>
public sealed class ChildNotFoundException : TrackerException
{
    internal ChildNotFoundException(string trackerName, object? key)
        : base(trackerName, key, innerException: null)
    {
    }

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: no child runs under the key {KeyText}. Open it with FindOrOpenAsync, or use the Try form if it may be absent.";
}
