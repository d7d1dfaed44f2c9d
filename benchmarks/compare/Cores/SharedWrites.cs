namespace GenTracker.Compare.Cores;

/// <summary>
/// How often an open and stop of a child writes, without a lock, to memory that the lifecycles of all keys write to. <c>SharedWriteTests</c> counts it.
/// </summary>
internal static class SharedWrites
{
    /// <summary>The number of running children rises and falls.</summary>
    public const int OfRunning = 2;

    /// <summary>The number of the last exit that is remembered.</summary>
    public const int OfRecentExits = 1;

    /// <summary>The highest number of an ended incarnation.</summary>
    public const int OfIncarnations = 1;
}
