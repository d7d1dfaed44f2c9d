using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Waiting;

/// <summary>
/// One call of a child's code by the tracker: its constructor and start, its run, its end. It flows with that code's execution context,
/// so that the runtime knows on whose behalf it is asked to wait.
/// </summary>
internal abstract class Activity(LifeNode life, ActivityKind kind) : CancellationTokenSource
{
    private static readonly AsyncLocal<Activity?> Flowing = new();

    /// <summary>The activity whose code calls; null outside children's code and in what merely runs on after the activity has ended.</summary>
    public static Activity? Current
    {
        get => Flowing.Value is { IsOver: false } activity ? activity : null;
        set => Flowing.Value = value;
    }

    public LifeNode Life => life;

    public ActivityKind Kind => kind;

    /// <summary>Whether nobody waits for this activity any more: it has ended or was given up.</summary>
    public abstract bool IsOver { get; }

    /// <summary>What this activity waits for; null for most, which never do. Guarded by <see cref="WaitGraph"/>, as far as there is anything.</summary>
    public List<WaitEdge>? Waits { get; set; }

    /// <summary>Called once the activity is over: whoever keeps an ended child shall not keep those that it has waited for.</summary>
    protected void ForgetWaits()
    {
        if (Waits is not null)
            WaitGraph.Forget(this);
    }
}
