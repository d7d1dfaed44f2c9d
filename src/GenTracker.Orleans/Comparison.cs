namespace GenTracker.Orleans;

/// <summary>How an <see cref="AttrFilter"/> compares an attribute with its value.</summary>
public enum Comparison
{
    /// <summary>The attribute equals the value.</summary>
    Equal,

    /// <summary>The attribute is the value or more.</summary>
    AtLeast,

    /// <summary>The attribute is the value or less.</summary>
    AtMost,
}
