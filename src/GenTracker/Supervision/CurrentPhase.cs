using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// The phase that a life's story awaits, as far as others may cut it short: a stop, or the end of all grace. Not thread-safe: used under the
/// life's gate.
/// </summary>
internal sealed class CurrentPhase(LifeNode life, TrackerSettings settings, ICallbackFailures failures)
{
    private Phase? _phase;
    private Cancellation? _cancellation;
    private bool _isPressed;

    /// <summary>Puts code of the child on the pool, as the phase that is awaited now.</summary>
    public ChildCode Enter(ActivityKind kind, Func<Task> code, CancellationTokenSource token, TimeSpan budget)
    {
        var activity = new Activity(life, kind);
        life.Activity = activity;
        ChildCode phase = ChildCode.Start(activity, code, settings.Dispatcher);
        Track(phase, token, budget);
        return phase;
    }

    /// <summary>Makes a phase that others began the one that is awaited now.</summary>
    public void Track(Phase phase, CancellationTokenSource token, TimeSpan budget)
    {
        _phase = phase;
        _cancellation = new Cancellation(token, failures);
        SetBudget(budget);
    }

    /// <summary>Fires the phase's token and bounds how long it may go on. Between two phases there is nothing to interrupt.</summary>
    public void Interrupt(TimeSpan budget)
    {
        if (_phase is null)
            return;
        settings.Dispatcher.Post(_cancellation!);
        SetBudget(budget);
    }

    /// <summary>Ends all grace: this phase, and each that follows, is given up in its own turn.</summary>
    public void Press()
    {
        _isPressed = true;
        Interrupt(TimeSpan.Zero);
    }

    /// <summary>Says that the phase is over.</summary>
    public void Leave()
    {
        _phase = null;
        _cancellation = null;
    }

    private void SetBudget(TimeSpan budget) =>
        _phase!.SetBudget(_isPressed ? TimeSpan.Zero : budget, settings.Time, _cancellation!);
}
