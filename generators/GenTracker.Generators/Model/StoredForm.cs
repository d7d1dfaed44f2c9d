namespace GenTracker.Generators.Model;

/// <summary>As what a slot holds an attribute's values.</summary>
internal enum StoredForm
{
    /// <summary>As they are.</summary>
    AsIs,

    /// <summary>A <c>TimeSpan</c> as the <c>long</c> of its ticks.</summary>
    Ticks,

    /// <summary>An <c>nint</c> as a <c>long</c>.</summary>
    Signed,

    /// <summary>A <c>nuint</c> as a <c>ulong</c>.</summary>
    Unsigned,
}
