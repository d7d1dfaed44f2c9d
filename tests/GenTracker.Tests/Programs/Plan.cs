namespace GenTracker.Tests.Programs;

/// <summary>What an opener asks for: how all incarnations of the child behave.</summary>
internal sealed record Plan(Manner Start, Manner Run, Manner End, RestartPolicy Restart)
{
    public override string ToString() => $"start {Start}, run {Run}, end {End}, {Restart}";
}
