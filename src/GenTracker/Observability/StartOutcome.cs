namespace GenTracker.Observability;

/// <summary>What a start came to.</summary>
internal enum StartOutcome : byte
{
    Succeeded,
    Failed,
    TimedOut,
    Stopped,
}
