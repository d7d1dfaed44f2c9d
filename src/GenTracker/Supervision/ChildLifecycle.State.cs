using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <content>The state of one key, and who may touch it: what is under the lock, and what belongs to the state machine alone.</content>
[DebuggerDisplay("{TrackerName,nq}/{KeyText,nq}: {_state}, incarnation {_current.Number}")]
internal sealed partial class ChildLifecycle<TKey, TChild>
{
    private readonly Supervisor<TKey, TChild> _supervisor;

    // Replaced only by equal ones without the snapshot.
    private ChildOptions? _options;

    // Under the lock.
    private WaiterList<TChild> _openers;
    private PendingSuccessor<TKey, TChild>? _next;
    private Incarnation<TChild> _current;
    private WaiterList<bool> _stopWaiters;
    private KeyState _state;
    private byte _stopReason;

    // Used only by the state machine.
    private ChildSpec<TKey, TChild>? _spec;
    private ColdState<TChild>? _coldState;
    private MachineState _machine;

    /// <summary>The states of a child that has the key, and the two ways in which it has lost the key. Single bytes: there may be a million of them.</summary>
    private enum KeyState : byte
    {
        Starting = ChildState.Starting,
        Running = ChildState.Running,
        Restarting = ChildState.Restarting,
        Terminating = ChildState.Terminating,

        /// <summary>It is over, and there was nobody to hand the key to.</summary>
        Freed = 254,

        /// <summary>It is over, and another lifecycle has the key.</summary>
        HandedOn = 255,
    }

    /// <summary>The next step, and what else only the thread that runs the state machine writes.</summary>
    [Flags]
    private enum MachineState : byte
    {
        NextStep = 7,
        OnForeignThread = 8,
        HasRun = 16,
        Adopted = 32,
        FirstStart = 64,
    }

    /// <summary>See <see cref="Incarnation{TChild}.IsAnnounced"/>.</summary>
    public bool IsAnnounced
    {
        get => _current.IsAnnounced;
        set => _current.IsAnnounced = value;
    }

    /// <summary>The child that the event streams were told of: no other child takes its place before they were told of its end.</summary>
    public TChild AnnouncedChild => _current.Child!;

    /// <summary>
    /// Whoever holds what its children hold beyond the key. An object that takes the key over shares it with the children before: they never run at one time.
    /// </summary>
    public IKeyHolder Holder => (IsAdopted && ChildOrNull is { } adopted ? _supervisor.Observer?.GetHolder(adopted) : null) ?? this;

    public override string TrackerName => Settings.Name;

    public override TrackerSettings Settings => _supervisor.Settings;

    public override bool IsStopRequested => Volatile.Read(ref _stopReason) != 0;

    /// <summary>Whether this lifecycle has ended with nobody to hand its key to, so that the key was free. Called when it is over.</summary>
    public bool WasFreed
    {
        get
        {
            lock (Sync)
                return _state == KeyState.Freed;
        }
    }

    private bool IsOver => _state >= KeyState.Freed;

    private ExitReason? StopReason
    {
        get => _stopReason == 0 ? null : (ExitReason)(_stopReason - 1);
        set => _stopReason = value is { } reason ? (byte)(reason + 1) : (byte)0;
    }

    private Step NextStep
    {
        get => (Step)(_machine & MachineState.NextStep);
        set => _machine = (_machine & ~MachineState.NextStep) | (MachineState)value;
    }

    /// <summary>Whether the machine runs on a thread whose caller must not wait for child code.</summary>
    private bool IsOnForeignThread
    {
        get => (_machine & MachineState.OnForeignThread) != 0;
        set => SetMachine(MachineState.OnForeignThread, value);
    }

    /// <summary>Whether the present incarnation runs, or has run. Written under the lock.</summary>
    private bool HasRun
    {
        get => (_machine & MachineState.HasRun) != 0;
        set => SetMachine(MachineState.HasRun, value);
    }

    /// <summary>Whether no child of this lifecycle could be found yet, so that callers wait for the first. Written under the lock.</summary>
    private bool IsFirstStart
    {
        get => (_machine & MachineState.FirstStart) != 0;
        set => SetMachine(MachineState.FirstStart, value);
    }

    private bool IsAdopted => (_machine & MachineState.Adopted) != 0;

    /// <summary>Allocated at the first failure or restart.</summary>
    private ColdState<TChild> Cold => _coldState ??= new ColdState<TChild>();

    /// <summary>The last incarnation that ran.</summary>
    private Incarnation<TChild>? LastRunning => HasRun ? _current : _coldState?.LastRunning;

    /// <summary>The number of the first incarnation: the opener's, or else the tracker's.</summary>
    private long FirstNumber => _options?.FirstIncarnation ?? _supervisor.Numbers.First;

    private RestartPolicy Restart => _options?.Restart ?? Settings.Restart;

    private bool IsLongRunning => _options?.LongRunning ?? Settings.LongRunning;

    private TimeSpan StopTimeout => _options?.StopTimeout ?? Settings.StopTimeout;

    private DateTimeOffset Now => Settings.Time.GetUtcNow();

    /// <summary>The state of the key at some moment, read without the lock; null if it is free.</summary>
    public ChildState? StateOrNull
    {
        get
        {
            var state = (KeyState)Volatile.Read(ref Unsafe.As<KeyState, byte>(ref _state));
            return state >= KeyState.Freed ? null : (ChildState)state;
        }
    }

    /// <summary>The present child object at some moment, read without the lock; null if there is none yet, or none any more.</summary>
    public TChild? ChildOrNull => Volatile.Read(ref _current).Child;

    /// <summary>When the present incarnation began, read without the lock.</summary>
    public DateTimeOffset StartedAt => Volatile.Read(ref _current).StartedAt;

    /// <summary>The child that runs at some moment, read without the lock; null if none does.</summary>
    public TChild? RunningChildOrNull => StateOrNull == ChildState.Running ? Volatile.Read(ref _current).Child : null;

    /// <summary>The state of the key; null if it is free.</summary>
    public ChildInfo<TKey, TChild>? DescribeOrNull()
    {
        lock (Sync)
            return IsOver ? null : _current.Describe(Key, (ChildState)_state, _coldState?.LastExit);
    }

    /// <summary>
    /// Makes the child findable; null makes it unfindable. Called under the lock of its stripe of the tracker's state and this one.
    /// </summary>
    public void SetVisible(TChild? child)
    {
        if (child is null)
            _supervisor.Observer?.SetShown(_current.Child!, isShown: false);
        _supervisor.Table.SetVisible(Hash, this, child);
        if (child is not null)
            _supervisor.Observer?.SetShown(child, isShown: true);
    }

    private void SetMachine(MachineState flag, bool value) => _machine = value ? _machine | flag : _machine & ~flag;
}

/// <summary>The lifecycle of a key as the child's link sees it, which does not know the child's type; see <see cref="ChildLifecycle{TKey, TChild}"/>.</summary>
internal abstract class ChildLifecycle<TKey>(TKey key, uint hash) : OperationOwner
    where TKey : notnull
{
    /// <summary>Hands the state machine from thread to thread. It is here because it fits between the hash and the bytes of the derived class.</summary>
    protected StepGate Gate;

    public TKey Key => key;

    /// <summary>The hash that the key had when it was taken. The key is not hashed again: its type may throw, or it may have changed.</summary>
    public override uint Hash => hash;

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
            Stop(ExitReason.Retired);
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
            Stop(ExitReason.Retired);
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
    protected abstract void Stop(ExitReason reason);
}

/// <summary>
/// Rarely needed state, allocated at the first failure or restart. Only the state machine uses it, except for the backoff: the lock guards that.
/// </summary>
internal sealed class ColdState<TChild>
    where TChild : class
{
    /// <summary>The last incarnation before the present one that ran.</summary>
    public Incarnation<TChild>? LastRunning { get; private set; }

    /// <summary>How the child ended for good, while the handlers of that end are called.</summary>
    public IExitHolder? FinalExit { get; set; }

    /// <summary>How the incarnation before the present one ended.</summary>
    public IExitHolder? LastExit { get; private set; }

    /// <summary>The start of the present incarnation, if it was abandoned.</summary>
    public ChildOperation? AbandonedStart { get; set; }

    /// <summary>Why the first start failed.</summary>
    public ChildStartException? StartFailure { get; set; }

    /// <summary>Whether the first start failed because the key was stopped.</summary>
    public bool IsStartStopped { get; set; }

    public RestartIntensity? Intensity { get; set; }

    /// <summary>The run of the present incarnation, if it was abandoned.</summary>
    public ChildOperation? AbandonedRun { get; set; }

    /// <summary>Ends the delay before the next incarnation.</summary>
    public SingleWaiterEvent? Backoff { get; set; }

    public void OnReplaced(Incarnation<TChild> incarnation, bool hasRun)
    {
        // A copy: the incarnation keeps its task, and with that its child.
        LastExit = incarnation.Exit is { } end ? new BoxedChildExit(end.Exit) : null;
        AbandonedStart = null;
        AbandonedRun = null;
        if (hasRun)
            LastRunning = incarnation;
    }
}
