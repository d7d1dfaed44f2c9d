namespace GenTracker;

/// <summary>
/// Thrown if a later <c>ReopenAsync</c> or <c>TakeOverAsync</c> of the same key has come before this call had its child. The child of the later call has the
/// key.
/// </summary>
public sealed class ChildSupersededException : TrackerException
{
    internal ChildSupersededException(string trackerName, object? key)
        : base(trackerName, key, innerException: null)
    {
    }

    private protected override string CreateMessage() =>
        $"Tracker {TrackerName}: a later call has reopened or taken over the key {KeyText}, and its child replaces this one. "
        + "Find the child by its key if you need the present one; do not reopen it again.";
}
