namespace GenTracker.Generators.Model;

/// <summary>How children are found by a property.</summary>
internal enum IndexKind
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>All children that have a value are found.</summary>
    Group,

    /// <summary>One child at most has a value.</summary>
    Unique,
}
