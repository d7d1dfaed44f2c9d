namespace GenTracker.Histories.Tests;

/// <summary>A call about a key that may be replaced.</summary>
internal enum ReplacementCall
{
    Find,
    FindOrOpen,

    /// <summary>Opens a key that must be free.</summary>
    Open,
    Stop,

    /// <summary>Stops the child that was found before.</summary>
    StopChild,
    Reopen,
    TakeOver,
}
