namespace GenTracker.Generators.Model;

/// <summary>The form in which a slot holds the values of a property.</summary>
internal enum StoredForm
{
    /// <summary>The values themselves.</summary>
    AsIs,

    /// <summary>A <c>dynamic</c> as an <c>object</c>, so that the compiler binds the calls on the slot.</summary>
    Object,

    /// <summary>A <c>TimeSpan</c> as the <c>long</c> of its ticks.</summary>
    Ticks,

    /// <summary>An <c>nint</c> as a <c>long</c>.</summary>
    Signed,

    /// <summary>A <c>nuint</c> as a <c>ulong</c>.</summary>
    Unsigned,
}
