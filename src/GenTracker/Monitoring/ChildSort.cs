namespace GenTracker;

/// <summary>What a <see cref="ChildQuery"/> sorts by. Children that are equal in it are sorted by key.</summary>
public enum ChildSort
{
    /// <summary>The text of the key.</summary>
    Key,

    /// <summary>The time since the incarnation began to start or was adopted.</summary>
    Age,

    /// <summary>The attribute that <see cref="ChildQuery.Attribute"/> names. <see langword="null"/> comes first.</summary>
    Attribute,
}
