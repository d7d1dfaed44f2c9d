using System;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Supervision;

/// <summary>
/// One stretch of a child's life that ends when its code ends or when its budget is used up, whichever comes first: as a signal it is
/// set at that moment. A task cannot be killed, so code that was given up ends some time later, or never: <see cref="RealEnd"/>.
/// </summary>
internal class Phase(IDispatcher dispatcher) : Signal(dispatcher)
{
    private const int Pending = 0;
    private const int Ended = 1;
    private const int Expired = 2;
    private const int EndedLate = 3;
    private const int Abandoned = 4;

    private int _outcome;
    private int _hasEnded;
    private Exception? _failure;
    private Signal? _realEnd;
    private ITimer? _deadline;

    /// <summary>Whether the budget was used up before the code ended, so that the token has fired, or is about to, for that reason.</summary>
    public bool HasExpired => Volatile.Read(ref _outcome) >= Expired;

    /// <summary>Whether the code did not end upon that either.</summary>
    public bool IsGivenUp => Volatile.Read(ref _outcome) == Abandoned;

    /// <summary>What the code threw, once it has ended.</summary>
    public Exception? Failure => _failure;

    /// <summary>Set when code that was given up ends after all. Only there once <see cref="IsGivenUp"/>.</summary>
    public Signal RealEnd => _realEnd!;

    /// <summary>Says that the code has ended. Only the first call counts.</summary>
    public bool TryEnd(Exception? failure)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return false;
        _failure = failure;
        if (Interlocked.CompareExchange(ref _outcome, Ended, Pending) == Pending
            || Interlocked.CompareExchange(ref _outcome, EndedLate, Expired) == Expired)
            Settle();
        else
            _realEnd!.TrySet();
        return true;
    }

    /// <summary>Says that the budget is used up; false where the code has ended before, so that its token must not fire.</summary>
    public bool TryExpire() => Interlocked.CompareExchange(ref _outcome, Expired, Pending) is Pending or Expired;

    /// <summary>Waits no longer for code whose budget is used up.</summary>
    public bool TryGiveUp()
    {
        Interlocked.CompareExchange(ref _realEnd, new Signal(Dispatcher), null);
        if (Interlocked.CompareExchange(ref _outcome, Abandoned, Expired) != Expired)
            return false;
        Settle();
        return true;
    }

    /// <summary>Gives the code a budget: when it is used up, the token fires, and code that does not end upon that is given up.</summary>
    public void SetBudget(TimeSpan budget, TimeProvider time, Cancellation cancellation)
    {
        if (budget == Timeout.InfiniteTimeSpan)
            return;
        var expiry = new PhaseExpiry(this, cancellation, Dispatcher);
        if (budget <= TimeSpan.Zero)
        {
            expiry.Begin();
            return;
        }

        ITimer deadline = time.CreateTimer(static state => ((PhaseExpiry)state!).Begin(), expiry, budget, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _deadline, deadline)?.Dispose();

        // The outcome is there before the timer is looked for: a phase that is over disposes it there, or here.
        if (Volatile.Read(ref _outcome) != Pending)
            deadline.Dispose();
    }

    /// <summary>What is to be said to others when the phase is over for the tracker.</summary>
    protected virtual void OnSettled()
    {
    }

    private void Settle()
    {
        OnSettled();
        Volatile.Read(ref _deadline)?.Dispose();
        TrySet();
    }
}
