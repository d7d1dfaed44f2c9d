namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>What a find of an entry's key returns.</summary>
internal sealed class VisibleEntry(int number)
{
    public int Number => number;
}
