namespace GenTracker.Testing.Strategies;

/// <summary>No preemptions. When an actor must wait, the one that came first goes on.</summary>
internal sealed class NoPreemption : Strategy
{
    public static readonly NoPreemption Instance = new();

    private NoPreemption()
    {
    }

    public override int Preempt(int others, bool clock) => 0;

    public override int Next(int others, bool clock) => 0;

    public override int Choose(int options) => 0;
}
