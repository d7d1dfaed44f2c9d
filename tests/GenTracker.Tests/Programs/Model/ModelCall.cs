using System;

namespace GenTracker.Tests.Programs.Model;

/// <summary>A call that was made, and its answer once there is one.</summary>
internal sealed class ModelCall(bool mayBeCancelled)
{
    public bool MayBeCancelled => mayBeCancelled;

    public string? Answer { get; private set; }

    /// <summary>What follows from the answer.</summary>
    public Action<string> WhenAnswered { get; set; } = static _ => { };

    public void Say(string answer)
    {
        if (Answer is not null)
            return;
        Answer = answer;
        WhenAnswered(answer);
    }
}
