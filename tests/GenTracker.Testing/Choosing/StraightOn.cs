namespace GenTracker.Testing.Choosing;

/// <summary>No switching before an actor must wait, and then in the order in which they came.</summary>
internal sealed class StraightOn : Strategy
{
    public static readonly StraightOn Instance = new();

    private StraightOn()
    {
    }

    public override int Preempt(int others, bool clock) => 0;

    public override int Next(int others, bool clock) => 0;

    public override int Choose(int options) => 0;
}
