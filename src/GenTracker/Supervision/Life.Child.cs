using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// The life of one key, from the moment it is taken until it is free: the incarnations of its child one after the other, and the delays
/// between them.
/// </summary>
/// <remarks>
/// The story is told in order in <c>Life.Story.cs</c>: one step, one phase to wait for, and so on. What comes from outside (here: a
/// stop, a retirement, another opener) changes the state under the gate and sets off what the story waits for; it never takes part in it.
/// </remarks>
#pragma warning disable CA1001 // an incarnation's token source has neither timer nor link: there is nothing to dispose, and children hold its token
internal sealed partial class Life<TKey, TChild> : Life<TKey>, IThreadPoolWorkItem
#pragma warning restore CA1001
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Supervisor<TKey, TChild> _supervisor;
    private readonly ChildSpec<TKey, TChild>? _spec;
    private readonly ChildOptions? _options;

    // Under the gate.
    private Opening<TKey, TChild>? _first;
    private Opening<TKey, TChild>? _next;
    private Incarnation<TChild> _current;
    private WaiterList<bool> _stopWaiters;
    private byte _stateByte = (byte)ChildState.Starting;
    private byte _stopReasonByte;
    private bool _isOver;

    private ChildState _state
    {
        get => (ChildState)_stateByte;
        set => _stateByte = (byte)value;
    }

    private ExitReason? _stopReason
    {
        get => _stopReasonByte == 0 ? null : (ExitReason)(_stopReasonByte - 1);
        set => _stopReasonByte = value is { } reason ? (byte)(reason + 1) : (byte)0;
    }

    /// <summary>A key that is opened.</summary>
    public Life(Supervisor<TKey, TChild> supervisor, TKey key, Opening<TKey, TChild> first)
        : base(key)
    {
        _supervisor = supervisor;
        _spec = first.Spec;
        _options = first.Options;
        _current = new Incarnation<TChild>(this, supervisor.Numbers.First, restarts: 0, Now);
        _first = first;
        first.Life = this;
    }

    /// <summary>A key for an object that runs already.</summary>
    public Life(Supervisor<TKey, TChild> supervisor, TKey key, TChild adopted)
        : base(key)
    {
        _supervisor = supervisor;
        _current = new Incarnation<TChild>(this, supervisor.Numbers.First, restarts: 0, Now) { Child = adopted };
    }

    /// <summary>
    /// Whether the event streams were told of the child and not of its end yet. Guarded by the journal's gate, not by this life's.
    /// </summary>
    public bool IsAnnounced { get; set; }

    /// <summary>The child that the event streams were told of: until they were told of its end, no other one takes its place.</summary>
    public TChild Announced => _current.Child!;

    public override string TrackerName => Settings.Name;

    public override TrackerSettings Settings => _supervisor.Settings;

    private DateTimeOffset Now => Settings.Time.GetUtcNow();

    private bool IsAdopted => _spec is null;

    private RestartPolicy Restart => _options?.Restart ?? Settings.Restart;

    private TimeSpan StopTimeout => _options?.StopTimeout ?? Settings.StopTimeout;

    /// <summary>The phase that the story is in, or has left last.</summary>
    private Phase? Phase => (Phase?)Activity;

    /// <summary>Begins the life of an adopted child.</summary>
    public ChildRegistration BeginAdopted(Task? completion)
    {
        lock (Gate)
            NumberFirst();
        _current.Child!.Link.Number(_current.Number);
        Phase run = _current;
        var registration = new ChildRegistration(run, EndOfThisLifeAsync, _current.Token);
        Settings.Log.Adopted(Key, _current.Number);
        BeginWith(run);
        if (completion is not null)
            registration.EndWith(completion);
        return registration;
    }

    /// <summary>
    /// Finds the child, or waits for it: for the start that is going on, or, where the child is ending or restarting, for what comes next.
    /// False where this life is over.
    /// </summary>
    public bool TryJoin(ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken, out ValueTask<TChild> child)
    {
        lock (Gate)
        {
            child = default;
            if (_isOver)
                return false;
            if (_state == ChildState.Running)
            {
                child = new ValueTask<TChild>(_current.Child!);
                return true;
            }

            if (_supervisor.IsClosing)
                throw new TrackerClosedException(TrackerName, Key);
            bool isFirstStart = _state == ChildState.Starting && _first is not null;
            Opening<TKey, TChild> opening = isFirstStart ? _first! : _next ?? new Opening<TKey, TChild>(spec, options) { Life = this };
            Task<TChild> wait = Enter(opening, cancellationToken);
            if (!isFirstStart)
                _next = opening;
            child = new ValueTask<TChild>(wait);
            return true;
        }
    }

    /// <summary>The first opener's wait, registered before the life begins.</summary>
    public Task<TChild> JoinFirst(CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            NumberFirst();
            return Enter(_first!, cancellationToken);
        }
    }

    /// <summary>Asks the life to end; false where it is over. The task completes when the key is free.</summary>
    public bool TryStop(ExitReason reason, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<bool>? whenFree)
    {
        lock (Gate)
        {
            whenFree = null;
            if (_isOver)
                return false;
            whenFree = EnterEnd(cancellationToken);
            Stop(reason);
            return true;
        }
    }

    /// <summary>Asks the life to end, and waits for nothing.</summary>
    public void StopForClosing()
    {
        lock (Gate)
        {
            if (!_isOver)
                StopForGood(ExitReason.TrackerClosed);
        }
    }

    /// <summary>Gives up at once what the life waits for now. What it will wait for finds that the tracker is pressed.</summary>
    public void Press()
    {
        lock (Gate)
            Interrupt(TimeSpan.Zero);
    }

    /// <summary>What is to be said of the life; null where it is over.</summary>
    public ChildInfo<TKey, TChild>? Describe()
    {
        lock (Gate)
        {
            return _isOver ? null : new ChildInfo<TKey, TChild>
            {
                Key = Key,
                State = _state,
                Child = _current.Child,
                Incarnation = _current.Number,
                StartedAt = _current.StartedAt,
                Restarts = _current.Restarts,
                LastExit = (_current.Exit ?? _past?.End)?.Exit,
            };
        }
    }

    public override void OnWritten()
    {
        // A write that was done just before its child ended may come here when the next incarnation has no child yet: publishing that one wakes the waits.
        if (_current.Child is { } child)
            _supervisor.Waits.Wake(Key, child);
    }

    public override void OnCancellationCallbackFailed(Exception exception) => Settings.Log.CancellationCallbackFailed(Key, exception);

    /// <summary>Makes the child findable, or nothing any more. Called by the journal, under its gate and this life's. Throws what the key type throws.</summary>
    public void Show(TChild? child) => _supervisor.Table.SetVisible(Key, this, child);

    public override bool IsStopRequested
    {
        get
        {
            lock (Gate)
                return _stopReason is not null;
        }
    }

    protected override bool IsRunning(ref ChildLink<TKey> link) => _state == ChildState.Running && Unsafe.AreSame(ref _current.Child!.Link, ref link);

    protected override void StopForGood(ExitReason reason)
    {
        try
        {
            Stop(reason);
        }
        catch (Exception exception)
        {
            // A key type that throws: the child is found until its run has ended.
            Settings.Log.SupervisionFailed(Key, exception);
            _stopReason = reason;
            Interrupt(StopTimeout);
        }
    }

    /// <summary>Ends the child, or the life's wait for the next one. Called under the gate.</summary>
    private void Stop(ExitReason reason)
    {
        if (_stopReason is not null)
            return;

        // First what may throw, by the key type: a stop that failed can be asked for again.
        if (_state == ChildState.Running)
            _supervisor.Journal.Hide(this);
        _stopReason = reason;
        switch (_state)
        {
            case ChildState.Restarting:
                _past!.Backoff!.Set();
                return;
            case ChildState.Terminating:
                // The child has ended by itself; that it does not come back is all there is left to stop.
                return;
        }

        _state = ChildState.Terminating;
        Interrupt(StopTimeout);
    }

    /// <summary>
    /// Fires the phase's token and bounds how long it may go on: a start never longer than it might before. Between two phases there is nothing to
    /// interrupt. Called under the gate.
    /// </summary>
    private void Interrupt(TimeSpan budget)
    {
        if (Phase is not { IsOver: false } phase)
            return;
        phase.PostCancel();
        try
        {
            phase.SetBudget(_supervisor.IsPressed ? TimeSpan.Zero : budget);
        }
        catch (Exception exception)
        {
            // A clock that throws: what cannot be measured is used up.
            Settings.Log.SupervisionFailed(Key, exception);
            phase.Expire();
        }
    }

    private static Task<TChild> Enter(Opening<TKey, TChild> opening, CancellationToken cancellationToken)
    {
        Waiter<TChild> waiter = opening.Waiters.Add(cancellationToken);
        try
        {
            WaitGraph.Enter(opening, waiter.Task, cancellationToken.CanBeCanceled);
        }
        catch
        {
            opening.Waiters.Remove(waiter);
            throw;
        }

        return waiter.Task;
    }

    private Task<bool> EnterEnd(CancellationToken cancellationToken)
    {
        Waiter<bool> waiter = _stopWaiters.Add(cancellationToken);
        try
        {
            WaitGraph.Enter(this, waiter.Task, cancellationToken.CanBeCanceled);
        }
        catch
        {
            _stopWaiters.Remove(waiter);
            throw;
        }

        return waiter.Task;
    }

    private Task EndOfThisLifeAsync()
    {
        lock (Gate)
            return _isOver ? Task.CompletedTask : EnterEnd(CancellationToken.None);
    }

    /// <summary>
    /// Numbers the first incarnation when the key is this life's: only then have all lives that the key had before raised the mark. Called
    /// under the gate.
    /// </summary>
    private void NumberFirst() => _current.Number = _supervisor.Numbers.First;
}
