namespace GenTracker;

/// <summary>Thrown if the key is taken, whatever the state of its child.</summary>
public sealed class ChildAlreadyExistsException : TrackerException
{
    internal ChildAlreadyExistsException(string trackerName, object? key)
        : base(trackerName, key, innerException: null)
    {
    }

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: the key {KeyText} is taken. Stop that child first, or use TryAddExisting if the key may be taken.";
}
