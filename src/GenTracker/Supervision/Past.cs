using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>
/// What a life has to keep only where something has failed or come back: most of a million lives never do, and are spared the room for it. The story's
/// own, but for the backoff, which is set and looked at under the life's gate.
/// </summary>
internal sealed class Past<TChild>
    where TChild : class
{
    /// <summary>The last incarnation before the present one whose child was to run.</summary>
    public Incarnation<TChild>? LastThatRan { get; private set; }

    /// <summary>How the incarnation before the present one ended.</summary>
    public ChildEnd? End { get; private set; }

    /// <summary>Why the first start failed.</summary>
    public ChildStartException? StartFailure { get; set; }

    public RestartTally? Tally { get; set; }

    /// <summary>The run that was given up: only a stop gives one up, so that no other follows it.</summary>
    public Phase? RunGivenUp { get; set; }

    /// <summary>Ends the delay before the next incarnation.</summary>
    public Signal? Backoff { get; set; }

    /// <summary>Another incarnation takes the place of this one.</summary>
    public void Add(Incarnation<TChild> incarnation, bool hasRun)
    {
        End = incarnation.Exit;
        if (hasRun)
            LastThatRan = incarnation;
    }
}
