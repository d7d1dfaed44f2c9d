namespace GenTracker.Orleans.Generators.Model;

/// <summary>The conditions on an attribute.</summary>
internal enum FilterKind
{
    /// <summary>None: equal values cannot be told.</summary>
    None,

    /// <summary>That it is equal to a value.</summary>
    Equality,

    /// <summary>That it is equal to a value, or comes before or after it.</summary>
    Order,
}
