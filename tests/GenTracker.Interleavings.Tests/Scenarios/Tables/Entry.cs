namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>A value that holds a key, and what it may show.</summary>
internal sealed class Entry(string key, int number)
{
    public string Key => key;

    public int Number => number;

    public Face Face { get; } = new(number);
}
