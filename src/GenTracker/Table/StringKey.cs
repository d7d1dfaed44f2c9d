namespace GenTracker.Table;

/// <summary>
/// A string key as the table keeps it. Code over types of reference is shared by all of them and looks up at run time what it is compiled for; a struct
/// gives the table of strings a code of its own. It has the layout of the reference.
/// </summary>
internal readonly struct StringKey(string text)
{
    // Not a property: it is read by reference.
    public readonly string Text = text;
}
