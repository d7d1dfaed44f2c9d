using System;

namespace GenTracker;

/// <summary>What is known of an attribute.</summary>
[Flags]
public enum TrackedAttrOptions
{
    /// <summary>A get-only counter.</summary>
    None = 0,

    /// <summary>It has a setter.</summary>
    Settable = 1,

    /// <summary>Its value survives a restart.</summary>
    Survives = 2,

    /// <summary>It is a striped counter.</summary>
    Striped = 4,

    /// <summary>It is secret: tools get <see langword="null"/> and not its value.</summary>
    Secret = 8,

    /// <summary>Children are found by it.</summary>
    Index = 16,

    /// <summary>A value is that of one child at most, which is found by it.</summary>
    Unique = 32,
}
