using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>
/// One child object under a key, from its start or adoption to its disposal. It is also the operation of its run, and the source of its
/// <c>stoppingToken</c>: one object instead of three for each live child.
/// </summary>
[DebuggerDisplay("Incarnation {Number} of {Owner.KeyText,nq}, restarts: {Restarts}, over: {IsOver}")]
internal sealed class Incarnation<TChild>(OperationOwner owner, long number, int restarts, DateTimeOffset startedAt)
    : ChildOperation(owner), IExitHolder
    where TChild : class
{
    private const long Never = long.MinValue;

    // What of the end has come about: a run is over when its owner knows that its code has returned, and its token has fired, callbacks included.
    private const byte Reported = 16;
    private const byte Firing = 32;
    private const byte Fired = 64;

    private const byte Announced = 128;

    // How it ended; 0 before. The reason is above these two.
    private const byte Ended = 1;
    private const byte WillRestart = 2;
    private const int ReasonShift = 2;

    // Ticks take half the memory of a DateTimeOffset.
    private readonly long _startedAt = startedAt.UtcTicks;

    // Before the end: the timestamp since when the child can be found. After it: the ticks of the end.
    private long _runningSinceOrEndedAt = Never;
    private Exception? _exception;
    private TChild? _child;

    /// <summary>Its number. The first one of a key is set again when the key is taken.</summary>
    public long Number { get; set; } = number;

    public int Restarts => restarts;

    public DateTimeOffset StartedAt => new(_startedAt, TimeSpan.Zero);

    /// <summary>The timestamp since when it can be found; null before, and if no restart can ask for it. Not read after the end.</summary>
    public long? RunningSince
    {
        get => _runningSinceOrEndedAt == Never ? null : _runningSinceOrEndedAt;
        set => _runningSinceOrEndedAt = value ?? Never;
    }

    /// <summary>The object, once its constructor has returned; null again when nothing needs it any more.</summary>
    public TChild? Child
    {
        get => Volatile.Read(ref _child);
        set => Volatile.Write(ref _child, value);
    }

    /// <summary>The incarnation's own services, if its constructor asked for any.</summary>
    public IServiceScope? Scope
    {
        get => ExtrasOrNull?.Scope;
        set => Extras.Scope = value;
    }

    public override ChildOperationKind Kind => ChildOperationKind.Running;

    /// <summary>How it ended, once it has.</summary>
    public IExitHolder? Exit => Volatile.Read(ref Detail) == 0 ? null : this;

    ChildExit IExitHolder.Exit
    {
        get
        {
            byte detail = Volatile.Read(ref Detail);
            return new ChildExit
            {
                Reason = (ExitReason)(detail >> ReasonShift),
                Exception = _exception,
                StartedAt = StartedAt,
                EndedAt = new DateTimeOffset(_runningSinceOrEndedAt, TimeSpan.Zero),
                Incarnation = Number,
                Restarts = Restarts,
                WillRestart = (detail & WillRestart) != 0,
            };
        }
    }

    /// <summary>
    /// Whether the event streams were told of the child, and not yet of its end. Guarded by the lock of <see cref="TrackerState{TKey, TChild}"/>.
    /// </summary>
    public bool IsAnnounced
    {
        get => HasFlag(Announced);
        set
        {
            if (value)
                SetFlag(Announced);
            else
                ClearFlag(Announced);
        }
    }

    public bool NeedsDisposal => Child is IAsyncDisposable or IDisposable || Scope is not null;

    public override CancellationToken StopToken => Token;

    /// <summary>
    /// Fires the token, once. The thread that does so ends the run if its code has returned meanwhile: the key is not free before the callbacks on the token
    /// have returned.
    /// </summary>
    public override void FireToken()
    {
        if ((SetFlag(Firing) & Firing) != 0)
            return;
        Fire(this, Owner);
        EndIfCompleted();
        if ((SetFlag(Fired) & Reported) != 0 && TryEnd())
            Owner.ResumeOnDispatcher();
    }

    /// <summary>Ends an incarnation that never ran: only its token is left to fire. False if that takes place on another thread.</summary>
    public bool TryEndUnrun() => TryComplete(result: null);

    /// <summary>Waits no longer for the callbacks of an incarnation that never ran, since its start was abandoned.</summary>
    public void AbandonUnrun() => AbandonUncalled();

    public ChildInfo<TKey, TChild> Describe<TKey>(TKey key, ChildState state, IExitHolder? lastExit)
        where TKey : notnull => new()
        {
            Key = key,
            State = state,
            Child = Child,
            Incarnation = Number,
            StartedAt = StartedAt,
            Restarts = Restarts,
            LastExit = (Exit ?? lastExit)?.Exit,
        };

    /// <summary>Says how it ended. Once, under the lock of its lifecycle.</summary>
    public IExitHolder End(ExitReason reason, Exception? exception, DateTimeOffset endedAt, bool willRestart)
    {
        Debug.Assert(Exit is null, "An incarnation ends once.");
        _exception = exception;
        _runningSinceOrEndedAt = endedAt.UtcTicks;

        // Last: whoever sees that it has ended sees the rest.
        Volatile.Write(ref Detail, (byte)(((int)reason << ReasonShift) | Ended | (willRestart ? WillRestart : 0)));
        return this;
    }

    /// <summary>Keeps the object and its services until one more call of <see cref="ForgetChild"/>.</summary>
    public void KeepChild() => Interlocked.Increment(ref Extras.Keepers);

    /// <summary>
    /// Lets go of the object and its services, when nobody needs them any more. The incarnation itself may be kept for long: it is the source of the child's
    /// token, and a cancellation that somebody keeps, such as that of a remembered exit, has that token.
    /// </summary>
    public void ForgetChild()
    {
        OperationExtras? extras = ExtrasOrNull;
        if (extras is not null && Interlocked.Decrement(ref extras.Keepers) >= 0)
            return;
        Child = null;
        if (extras is not null)
            extras.Scope = null;
    }

    /// <summary>Disposes the child and then its scope. What one of them throws does not stop the other.</summary>
    public async Task DisposeChildAsync(Action<Exception> onFailure)
    {
        try
        {
            await DisposeAsync(Child).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }

        try
        {
            await DisposeAsync(Scope).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }

    protected override bool OnReturned()
    {
        Owner.OnRunReturned(this);
        return (SetFlag(Reported) & Fired) != 0;
    }

    private static ValueTask DisposeAsync(object? disposable)
    {
        if (disposable is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (disposable as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// Numbers incarnations so that they rise for each key, without a memory of former keys: a key starts above the highest number of all keys that
/// have ended, and counts on from there.
/// </summary>
internal sealed class IncarnationNumbers
{
    private long _highestEnded;

    public long First => Volatile.Read(ref _highestEnded) + 1;

    /// <summary>Called before an ended key is free, so that its next incarnation starts above this number.</summary>
    public void OnEnded(long lastNumber)
    {
        long seen = Volatile.Read(ref _highestEnded);
        while (lastNumber > seen)
        {
            long before = Interlocked.CompareExchange(ref _highestEnded, lastNumber, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
