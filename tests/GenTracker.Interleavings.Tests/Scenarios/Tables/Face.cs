namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>What a value shows to those who look its key up.</summary>
internal sealed class Face(int number)
{
    public int Number => number;
}
