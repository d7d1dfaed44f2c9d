namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>The keys of a race. All three have one hash.</summary>
internal enum TableKey
{
    First,
    Second,

    /// <summary>There from the beginning to the end.</summary>
    Permanent,
}
