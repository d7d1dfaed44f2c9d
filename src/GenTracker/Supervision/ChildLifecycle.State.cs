using System;
using System.Diagnostics;
using System.Threading;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <content>The state of one key, and who may touch it: what is under the lock, and what belongs to the state machine alone.</content>
[DebuggerDisplay("{TrackerName,nq}/{KeyText,nq}: {State}, incarnation {_current.Number}, over: {_isOver}")]
internal sealed partial class ChildLifecycle<TKey, TChild>
{
    private readonly Supervisor<TKey, TChild> _supervisor;
    private readonly ChildSpec<TKey, TChild>? _spec;
    private readonly ChildOptions? _options;

    // Under the lock.
    private PendingOpen<TKey, TChild>? _first;
    private PendingOpen<TKey, TChild>? _next;
    private Incarnation<TChild> _current;
    private WaiterList<bool> _stopWaiters;
    private byte _state = (byte)ChildState.Starting;
    private byte _stopReason;
    private bool _isOver;

    // Used only by the state machine.
    private bool _hasRun;
    private ColdState<TChild>? _coldState;

    /// <summary>
    /// Whether the event streams were told of the child, and not yet of its end. Guarded by the lock of <see cref="TrackerState{TKey, TChild}"/>, not by this
    /// one.
    /// </summary>
    public bool IsAnnounced { get; set; }

    /// <summary>The child that the event streams were told of: no other child takes its place before they were told of its end.</summary>
    public TChild AnnouncedChild => _current.Child!;

    public override string TrackerName => Settings.Name;

    public override TrackerSettings Settings => _supervisor.Settings;

    public override bool IsStopRequested
    {
        get
        {
            lock (Sync)
                return StopReason is not null;
        }
    }

    /// <summary>One byte in memory, as is <see cref="StopReason"/>: there may be a million of them.</summary>
    private ChildState State
    {
        get => (ChildState)_state;
        set => _state = (byte)value;
    }

    private ExitReason? StopReason
    {
        get => _stopReason == 0 ? null : (ExitReason)(_stopReason - 1);
        set => _stopReason = value is { } reason ? (byte)(reason + 1) : (byte)0;
    }

    /// <summary>Allocated at the first failure or restart.</summary>
    private ColdState<TChild> Cold => _coldState ??= new ColdState<TChild>();

    /// <summary>The last incarnation that ran.</summary>
    private Incarnation<TChild>? LastRunning => _hasRun ? _current : _coldState?.LastRunning;

    private bool IsAdopted => _spec is null;

    private RestartPolicy Restart => _options?.Restart ?? Settings.Restart;

    private TimeSpan StopTimeout => _options?.StopTimeout ?? Settings.StopTimeout;

    private DateTimeOffset Now => Settings.Time.GetUtcNow();

    /// <summary>The state of the key; null if it is free.</summary>
    public ChildInfo<TKey, TChild>? DescribeOrNull()
    {
        lock (Sync)
            return _isOver ? null : _current.Describe(Key, State, _coldState?.LastExit);
    }

    /// <summary>
    /// Makes the child findable; null makes it unfindable. Called under the lock of the tracker's state and this one.
    /// </summary>
    public void SetVisible(TChild? child) => _supervisor.Table.SetVisible(Hash, this, child);
}

/// <summary>The lifecycle of a key as the child's link sees it, which does not know the child's type; see <see cref="ChildLifecycle{TKey, TChild}"/>.</summary>
internal abstract class ChildLifecycle<TKey>(TKey key, uint hash) : OperationOwner
    where TKey : notnull
{
    public TKey Key => key;

    /// <summary>The hash that the key had when it was taken. The key is not hashed again: its type may throw, or it may have changed.</summary>
    public uint Hash => hash;

    public override object KeyObject => key;

    public abstract bool IsStopRequested { get; }

    /// <summary>
    /// Guards all transitions. Held for a few instructions, never while child code runs. It is the object itself, which no code outside the runtime can
    /// reach: a lock of its own would weigh something in each of a million lifecycles.
    /// </summary>
    protected object Sync => this;

    /// <summary>See <see cref="ChildLink{TKey}.EnsureHidden"/>.</summary>
    public void EnsureHidden()
    {
        // A slot is sealed after the child was hidden, or, if the child retires, under the lock under which the child is hidden. So a thread that has
        // seen a sealed slot, and then passes through the lock, comes after the hiding.
        Monitor.Enter(Sync);
        Monitor.Exit(Sync);
    }

    /// <summary>See <see cref="ChildLink{TKey}.TryRetire()"/>.</summary>
    public bool TryRetire(ref ChildLink<TKey> link)
    {
        lock (Sync)
        {
            if (!CanStop(ref link))
                return false;
            StopWithoutThrowing(ExitReason.Retired);
            return true;
        }
    }

    /// <summary>See <see cref="ChildLink{TKey}.TryRetire{TSlot, T}(ref TSlot, T)"/>.</summary>
    public bool TryRetire<TSlot, T>(ref ChildLink<TKey> link, ref TSlot slot, T value)
        where TSlot : struct, IRetirableSlot<T>
    {
        lock (Sync)
        {
            if (!IsRunning(ref link) || !slot.TrySealAt(value))
                return false;
            StopWithoutThrowing(ExitReason.Retired);
            return true;
        }
    }

    /// <summary>Called after a write to a child of this key, if there are waits for it.</summary>
    public abstract void OnWritten();

    /// <summary>Whether this is the link of the running child. Under the lock.</summary>
    protected abstract bool IsRunning(ref ChildLink<TKey> link);

    /// <summary>Whether this is the link of the present child, which starts or runs and was not told to stop. Under the lock.</summary>
    protected abstract bool CanStop(ref ChildLink<TKey> link);

    /// <summary>Ends the child, or the wait for the next one. Under the lock.</summary>
    protected abstract void StopWithoutThrowing(ExitReason reason);
}

/// <summary>
/// Rarely needed state, allocated at the first failure or restart. Only the state machine uses it, except for the backoff: the lock guards that.
/// </summary>
internal sealed class ColdState<TChild>
    where TChild : class
{
    /// <summary>The last incarnation before the present one that ran.</summary>
    public Incarnation<TChild>? LastRunning { get; private set; }

    /// <summary>How the incarnation before the present one ended.</summary>
    public BoxedChildExit? LastExit { get; private set; }

    /// <summary>Why the first start failed.</summary>
    public ChildStartException? StartFailure { get; set; }

    public RestartIntensity? Intensity { get; set; }

    /// <summary>The run that was abandoned. Only a stop abandons one, so no other run follows.</summary>
    public ChildOperation? AbandonedRun { get; set; }

    /// <summary>Ends the delay before the next incarnation.</summary>
    public SingleWaiterEvent? Backoff { get; set; }

    public void OnReplaced(Incarnation<TChild> incarnation, bool hasRun)
    {
        LastExit = incarnation.Exit;
        if (hasRun)
            LastRunning = incarnation;
    }
}

/// <summary>The callers that wait until a key is opened, and the arguments of the first of them.</summary>
internal sealed class PendingOpen<TKey, TChild>(ChildSpec<TKey, TChild> spec, ChildOptions? options) : IWaitTarget
    where TKey : notnull
    where TChild : class
{
    /// <summary>Guarded by the lock of <see cref="Owner"/>.</summary>
    public WaiterList<TChild> Waiters;

    private OperationOwner? _owner;

    public ChildSpec<TKey, TChild> Spec => spec;

    public ChildOptions? Options => options;

    /// <summary>The lifecycle that it waits for: first the one that ends, then the one that opens.</summary>
    public OperationOwner? Owner
    {
        get => Volatile.Read(ref _owner);
        set => Volatile.Write(ref _owner, value);
    }
}
