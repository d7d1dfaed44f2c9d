namespace GenTracker.Interleavings.Scenarios.Limits;

/// <summary>A call that takes a key, or joins those who have it.</summary>
internal enum KeyCall
{
    FindOrOpen,
    Open,
    Reopen,
    TakeOver,
    Adopt,
}
