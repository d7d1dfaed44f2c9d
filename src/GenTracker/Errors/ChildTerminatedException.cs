namespace GenTracker;

/// <summary>
/// Thrown if an attribute of a child that has ended is written or counted on: the attribute is final and unchanged. Also thrown if a child ends before the
/// condition of a wait for it holds.
/// </summary>
public sealed class ChildTerminatedException : TrackerException
{
    private readonly bool _isWait;

    internal ChildTerminatedException(string? trackerName, object? key, bool isWait = false)
        : base(trackerName, key, innerException: null) => _isWait = isWait;

    private protected override string CreateMessage() => _isWait
        ? $"Tracker {TrackerName}: the child {KeyText} has ended, and the condition did not hold before. "
            + "Wait by key if a later child of the key may satisfy it too."
        : $"Tracker {TrackerName}: the child {KeyText} has ended, so the write was refused. "
            + "Find the child again by its key, or use the Try form if it may have ended.";
}
