namespace GenTracker.Tests.Programs;

/// <summary>How all incarnations of a child behave.</summary>
internal sealed record ChildScript(Behavior Start, Behavior Run, Behavior End, RestartPolicy Restart)
{
    public override string ToString() => $"start {Start}, run {Run}, end {End}, {Restart}";
}
