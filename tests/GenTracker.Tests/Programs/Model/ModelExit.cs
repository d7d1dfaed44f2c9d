namespace GenTracker.Tests.Programs.Model;

/// <summary>How an incarnation ended.</summary>
internal sealed record ModelExit(ExitReason Reason, bool WillRestart)
{
    public override string ToString() => $"{Reason}{(WillRestart ? " restarts" : "")}";
}
