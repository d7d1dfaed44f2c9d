namespace GenTracker.Soak.Children;

/// <summary>How the children of a tracker come to be.</summary>
internal enum ChildOrigin
{
    /// <summary>Opened by their constructor, with services.</summary>
    Constructor,

    /// <summary>Opened by a function, and of more than one type.</summary>
    Factory,

    /// <summary>Adopted.</summary>
    Existing,
}
