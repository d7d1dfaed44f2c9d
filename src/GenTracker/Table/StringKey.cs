namespace GenTracker.Table;

/// <summary>
/// A string key as the table stores it. The JIT shares generic code among all reference types, and shared code looks up its types at run time. A struct
/// gets code of its own. Its layout is that of the reference.
/// </summary>
internal readonly struct StringKey(string text)
{
    // A field, because readers take a reference to it.
    public readonly string Text = text;
}
