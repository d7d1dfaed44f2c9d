using System;

namespace GenTracker.Tests.Programs.Model;

/// <summary>A step of a child's code, with its timeout. It settles once: when the code ends, or when it is abandoned.</summary>
internal sealed class ModelStep(Behavior behavior, ModelClock clock, Action<ModelStep> settled)
{
    private Action _takeBack = static () => { };
    private bool _isSettled;

    public Behavior Behavior => behavior;

    public bool HasEnded { get; private set; }

    /// <summary>Why the code failed, once it has ended.</summary>
    public string? Failure { get; private set; }

    public bool HasExpired { get; private set; }

    public bool IsGivenUp { get; private set; }

    /// <summary>What is to be done when code that was abandoned has ended after all.</summary>
    public Action WhenReallyEnded { get; set; } = static () => { };

    /// <summary>The code begins.</summary>
    public void Start()
    {
        if (behavior is Behavior.Completes or Behavior.Fails)
            End(behavior == Behavior.Fails ? "failed" : null);
    }

    public void End(string? failure)
    {
        if (HasEnded)
            return;
        HasEnded = true;
        Failure = failure;
        if (IsGivenUp)
            WhenReallyEnded();
        else
            Settle();
    }

    public void CancelToken()
    {
        if (behavior == Behavior.CanceledByToken)
            End("stopped");
        else if (behavior == Behavior.CompletesOnToken)
            End(null);
    }

    public void SetTimeout(TimeSpan timeout)
    {
        _takeBack();
        if (_isSettled)
            return;
        if (timeout <= TimeSpan.Zero)
            Expire();
        else
            _takeBack = clock.Set(timeout, Expire);
    }

    private void Expire()
    {
        if (_isSettled)
            return;
        HasExpired = true;
        CancelToken();
        if (HasEnded)
            return;
        IsGivenUp = true;
        Settle();
    }

    private void Settle()
    {
        _isSettled = true;
        _takeBack();
        settled(this);
    }
}
