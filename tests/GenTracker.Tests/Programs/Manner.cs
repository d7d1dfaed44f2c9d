namespace GenTracker.Tests.Programs;

/// <summary>How one step of a child's code goes.</summary>
internal enum Manner
{
    /// <summary>It ends at once.</summary>
    Goes,

    /// <summary>It waits until the program lets it go on, or its token fires: then it is cancelled.</summary>
    Waits,

    /// <summary>The same, but it ends well when its token fires.</summary>
    Yields,

    /// <summary>It waits until the program lets it go on, and heeds no token.</summary>
    Deaf,

    /// <summary>It fails at once.</summary>
    Fails,
}
