namespace GenTracker;

/// <summary>Which children a query lists, and in which order.</summary>
public sealed record ChildQuery
{
    /// <summary>What the text of the key begins with, ordinally. <see langword="null"/> or empty takes all keys.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>What the text of the key contains, in upper or lower case. <see langword="null"/> or empty takes all keys.</summary>
    public string? KeyContains { get; init; }

    /// <summary>The state of the children. <see langword="null"/> takes all states.</summary>
    public ChildState? State { get; init; }

    /// <summary>What is sorted by. Default: the key.</summary>
    public ChildSort Sort { get; init; }

    /// <summary>Name of the attribute for <see cref="ChildSort.Attribute"/>.</summary>
    public string? Attribute { get; init; }

    /// <summary>Whether the highest comes first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>How many children are left out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>How many children are listed at most. Default: 100.</summary>
    public int Take { get; init; } = 100;
}
