namespace GenTracker.Tests.Programs;

/// <summary>What one method of a child's code does.</summary>
internal enum Behavior
{
    /// <summary>It returns at once.</summary>
    Completes,

    /// <summary>It waits until the program continues it, or until its token cancels it.</summary>
    CanceledByToken,

    /// <summary>It waits until the program continues it, or until its token fires: then it returns without an exception.</summary>
    CompletesOnToken,

    /// <summary>It waits until the program continues it, and ignores its token.</summary>
    IgnoresToken,

    /// <summary>It throws at once.</summary>
    Fails,
}
