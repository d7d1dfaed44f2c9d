namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>A value that holds a key.</summary>
internal sealed class Entry(string key, int number)
{
    public string Key => key;

    public int Number => number;

    public VisibleEntry Visible { get; } = new(number);
}
