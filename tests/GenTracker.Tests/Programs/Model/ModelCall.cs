namespace GenTracker.Tests.Programs.Model;

/// <summary>A call that was made, and its answer once there is one.</summary>
internal sealed class ModelCall(bool mayBeCancelled)
{
    public bool MayBeCancelled => mayBeCancelled;

    public string? Answer { get; private set; }

    public void Say(string answer) => Answer ??= answer;
}
