namespace GenTracker.Tests.Hostile;

/// <summary>What a member of a hostile object does when it is read.</summary>
internal enum Fault
{
    /// <summary>It returns an ordinary text.</summary>
    None,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It throws an exception that does the same when it is read.</summary>
    ThrowsItsLike,

    /// <summary>It returns null.</summary>
    ReturnsNull,

    /// <summary>It returns a text of a million characters.</summary>
    ReturnsLongText,
}
