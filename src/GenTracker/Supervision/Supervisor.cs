using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Formatting;
using GenTracker.Observability;
using GenTracker.Runtime;
using GenTracker.Table;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Opens, adopts, stops and lists the keys of a tracker, and closes them all. What happens to one key is the business of its lifecycle.</summary>
internal sealed class Supervisor<TKey, TChild> : IMonitoredTracker<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private bool _isForced;

    public Supervisor(TrackerSettings settings, IEqualityComparer<TKey>? comparer, IAttrsReader<TKey, TChild>? attrs)
    {
        Settings = settings;
        RecentExits = settings.RecentExits == 0 ? null : attrs?.CreateRecentExits(settings.RecentExits);
        Table = ChildTables.Create<TKey, ChildLifecycle<TKey, TChild>, TChild>(comparer);
        State = new TrackerState<TKey, TChild>(settings, Table);
        Waits = new PredicateWaits<TKey, TChild>(settings.Dispatcher, Table.Hash, Find);
        IReadOnlyList<MeasuredValue> measured = TChild.Metrics;
        Metrics = measured.Count == 0 ? null : settings.Meter.Attributes.Add(this, typeof(TChild), measured);
        settings.Meter.Add(this);
    }

    public TrackerSettings Settings { get; }

    public ChildTable<TKey, ChildLifecycle<TKey, TChild>, TChild> Table { get; }

    public TrackerState<TKey, TChild> State { get; }

    public PredicateWaits<TKey, TChild> Waits { get; }

    /// <summary>How the last incarnations ended; null if nobody wants to know.</summary>
    public RecentExits<TKey, TChild>? RecentExits { get; }

    /// <summary>What is measured of attributes; null if none is.</summary>
    public AttributeMetrics? Metrics { get; }

    public IncarnationNumbers Numbers { get; } = new();

    public AfterTerminateInvoker AfterTerminate { get; } = new();

    public EndHandlers<TKey, TChild> EndHandlers { get; } = new();

    /// <summary>What the tracker keeps of its children beyond their keys. It is set before the first child comes; null if there is nothing to keep.</summary>
    public ChildObserver<TChild>? Observer { get; set; }

    /// <summary>Whether the close token has fired: running operations get no further time.</summary>
    public bool IsForced => Volatile.Read(ref _isForced);

    TimeProvider IMonitoredTracker<TKey, TChild>.Time => Settings.Time;

    int IMonitoredTracker<TKey, TChild>.RunningCount => State.Running;

    bool IMonitoredTracker<TKey, TChild>.IsClosed => State.IsClosing;

    TrackerTotals IMonitoredTracker<TKey, TChild>.Totals => Settings.Telemetry.Counts.ToTotals();

    IEnumerable<IMonitoredKey<TKey, TChild>> IMonitoredTracker<TKey, TChild>.Keys => Table.Values;

    IEnumerable<ChildInfo<TKey, TChild>> IMonitoredTracker<TKey, TChild>.Abandoned => State.Abandoned.Select(static abandoned => abandoned.Describe());

    string IObservedTracker.Name => Settings.Name;

    int IObservedTracker.MaxMetricSeries => Settings.MaxMetricSeries;

    IEnumerable<object> IObservedTracker.Running => Table.Visible;

    IEnumerable<(object Key, object Child)> IObservedTracker.RunningByKey
    {
        get
        {
            foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
            {
                if (lifecycle.RunningChildOrNull is { } child)
                    yield return (lifecycle.Key, child);
            }
        }
    }

    public TChild? Find(TKey key) => Table.Find(key);

    public TChild? Find(ReadOnlySpan<char> key) => Table.Find(key);

    /// <summary>Finds the child, joins those who wait for it, or opens it.</summary>
    public ValueTask<TChild> FindOrOpenAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        uint hash = Table.Hash(key);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? present))
            {
                if (TryOpen(key, hash, spec, options, cancellationToken) is { } opened)
                    return new ValueTask<TChild>(opened);
            }
            else if (present.TryJoin(spec, options, cancellationToken, out ValueTask<TChild> joined))
            {
                return joined;
            }

            // Another caller took the key; or the lifecycle that had it is over, and left the table before it said so.
        }

        return ValueTask.FromCanceled<TChild>(cancellationToken);
    }

    /// <summary>Opens a key that nothing holds; null if it is taken, in whatever state.</summary>
    public Task<TChild>? TryOpen(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TChild>(cancellationToken);
        uint hash = Table.Hash(key);
        return Table.TryGet(key, hash, out _) ? null : TryOpen(key, hash, spec, options, cancellationToken);
    }

    /// <summary>Stops whoever holds the key, and opens it in the step in which it becomes free.</summary>
    public Task<TChild> ReopenAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        uint hash = Table.Hash(key);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? present))
            {
                if (TryOpen(key, hash, spec, options, cancellationToken) is { } opened)
                    return opened;
            }
            else
            {
                var reopening = new Reopening<TKey, TChild>(spec, options, cancellationToken);
                if (present.TryReplace(reopening, cancellationToken))
                    return reopening.Task;
                reopening.Withdraw();
            }
        }

        return Task.FromCanceled<TChild>(cancellationToken);
    }

    /// <summary>Stops whoever holds the key, and adopts a running object in the step in which it becomes free.</summary>
    public Task<ChildRegistration> TakeOverAsync(TKey key, TChild child, Task? completion, CancellationToken cancellationToken)
    {
        uint hash = Table.Hash(key);
        var lifecycle = new ChildLifecycle<TKey, TChild>(this, key, hash, child);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? present))
            {
                if (TryAdopt(lifecycle, child, completion, out ChildRegistration? registration, out TrackerException? refusal))
                    return Task.FromResult(registration);
                if (refusal is not null)
                    return Task.FromException<ChildRegistration>(refusal);
                continue;
            }

            if (BindOrRefuse(lifecycle, child, present.Holder) is { } otherUse)
                return Task.FromException<ChildRegistration>(otherUse);
            var takeover = new Takeover<TKey, TChild>(lifecycle, child, completion, cancellationToken);

            // If the caller's token is about to withdraw it, the task completes when the object is the caller's again.
            if (present.TryReplace(takeover, cancellationToken) || !takeover.TryWithdraw(cancellationToken))
                return takeover.Task;
        }

        return Task.FromCanceled<ChildRegistration>(cancellationToken);
    }

    /// <summary>Adopts a running object; false if its key is taken.</summary>
    /// <exception cref="TrackerException">The object was tracked before, or the tracker is full or closed.</exception>
    public bool TryAdopt(TKey key, TChild child, Task? completion, [NotNullWhen(true)] out ChildRegistration? registration)
    {
        registration = null;
        uint hash = Table.Hash(key);
        if (Table.TryGet(key, hash, out _))
            return false;
        var lifecycle = new ChildLifecycle<TKey, TChild>(this, key, hash, child);
        return TryAdopt(lifecycle, child, completion, out registration, out TrackerException? refusal) || (refusal is null ? false : throw refusal);
    }

    public Task<bool> StopAsync(TKey key, ExitReason reason, CancellationToken cancellationToken)
    {
        uint hash = Table.Hash(key);
        while (Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? lifecycle))
        {
            // If it is over, its key may have gone to a successor: then it was never free.
            if (lifecycle.TryStop(reason, cancellationToken, out Task<bool>? whenFree))
                return whenFree;
        }

        return Task.FromResult(false);
    }

    /// <summary>Stops this very child; false if it is not the present one of its key, or not one of this tracker.</summary>
    public Task<bool> StopAsync(TChild child, CancellationToken cancellationToken) =>
        GetLifecycleOrNull(child) is { } lifecycle && lifecycle.TryStop(child, cancellationToken, out Task<bool>? whenFree)
            ? whenFree
            : Task.FromResult(false);

    /// <summary>Completes when nothing holds the key.</summary>
    public async Task WhenFreeAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        uint hash = Table.Hash(key);
        while (Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? holder))
        {
            if (holder.WhenOverOrNull(cancellationToken) is { } whenOver)
                await whenOver.ConfigureAwait(false);
            if (holder.WasFreed)
                return;
        }
    }

    /// <summary>Waits until the predicate holds for this very child.</summary>
    public Task<TChild> WaitForAsync(TChild child, Func<TChild, bool> predicate, CancellationToken cancellationToken)
    {
        if (GetLifecycleOrNull(child) is not { } lifecycle)
            throw new ArgumentException($"Tracker {Settings.Name} has neither opened nor adopted this {typeof(TChild).Name}.", nameof(child));
        return Waits.WaitAsync(lifecycle.Key, child, predicate, cancellationToken);
    }

    /// <summary>Refuses further keys, and stops all children at once.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Task whenClosed = State.WhenClosed;
        if (ChildOperation.Current is not null && WaitGraph.AddWaits([.. Table.Values], whenClosed, cancellable: false) is { } refusal)
            return Task.FromException(refusal);

        State.StartClosing();
        foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
            lifecycle.StopForClosing();
        Waits.Close(key => new TrackerClosedException(Settings.Name, key));
        if (cancellationToken.CanBeCanceled && !whenClosed.IsCompleted)
            ForceStopOnCancellation(whenClosed, cancellationToken);
        return whenClosed;
    }

    /// <summary>
    /// Stops a lifecycle that got its key while the tracker started to close: the closing may have met the one before it, or come from the code of a key type
    /// that compared keys.
    /// </summary>
    public void StopIfClosing(ChildLifecycle<TKey, TChild> lifecycle)
    {
        if (State.IsClosing)
            lifecycle.StopForClosing();
    }

    public List<ChildInfo<TKey, TChild>> GetChildren()
    {
        var children = new List<ChildInfo<TKey, TChild>>();
        foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
        {
            if (lifecycle.DescribeOrNull() is { } child)
                children.Add(child);
        }

        foreach (AbandonedChild<TKey, TChild> abandoned in State.Abandoned)
            children.Add(abandoned.Describe());
        return children;
    }

    IMonitoredKey<TKey, TChild>? IMonitoredTracker<TKey, TChild>.FindKey(TKey key) =>
        Table.TryGet(key, Table.Hash(key), out ChildLifecycle<TKey, TChild>? lifecycle) ? lifecycle : null;

    Task<bool> IMonitoredTracker<TKey, TChild>.StopAsync(TKey key, CancellationToken cancellationToken) =>
        StopAsync(key, ExitReason.Stopped, cancellationToken);

    void IObservedTracker.AddCounts(Span<long> counts)
    {
        foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
        {
            if (lifecycle.StateOrNull is { } state)
                counts[(int)state]++;
        }

        counts[(int)ChildState.Abandoned] += State.AbandonedCount;
    }

    /// <summary>Remembers and measures the end of an incarnation, whose attributes are sealed; there is no child if its constructor gave none.</summary>
    public void ReportExit(ChildLifecycle<TKey, TChild> lifecycle, TChild? child, IExitHolder exit, bool hasStarted)
    {
        if (hasStarted)
            Metrics?.OnEnded(child!);
        ChildExit ended = exit.Exit;
        RecentExits?.Add(lifecycle.Key, child, ended);
        Settings.Telemetry.OnExit(lifecycle.Hash, ended);
    }

    /// <summary>Follows a seal. What the child has counted is kept then, and the child is not.</summary>
    public void OnSealed(TChild child)
    {
        if (Metrics is { } metrics && child.Link.Lifecycle is { } lifecycle)
            metrics.OnSealed(lifecycle.Hash, child);
    }

    private ChildLifecycle<TKey, TChild>? GetLifecycleOrNull(TChild child) =>
        child.Link.Lifecycle is ChildLifecycle<TKey, TChild> lifecycle && lifecycle.IsOf(this) ? lifecycle : null;

    /// <summary>Opens the key; null if another caller takes it.</summary>
    private Task<TChild>? TryOpen(TKey key, uint hash, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        var lifecycle = new ChildLifecycle<TKey, TChild>(this, key, hash, spec, options);
        if (!State.TryTake(lifecycle, out TrackerException? refusal))
            return refusal is null ? null : Task.FromException<TChild>(refusal);
        Settings.Telemetry.OnOpenRequested(lifecycle);
        Task<TChild> opened = lifecycle.JoinFirst(cancellationToken);
        StopIfClosing(lifecycle);
        lifecycle.Start();
        return opened;
    }

    /// <summary>Adopts a running object; false if the key is taken, or if the object is refused: then the refusal says why.</summary>
    private bool TryAdopt(
        ChildLifecycle<TKey, TChild> lifecycle,
        TChild child,
        Task? completion,
        [NotNullWhen(true)] out ChildRegistration? registration,
        out TrackerException? refusal)
    {
        registration = null;
        refusal = BindOrRefuse(lifecycle, child, lifecycle);
        if (refusal is not null)
            return false;
        var isTaken = false;
        try
        {
            isTaken = State.TryTake(lifecycle, out refusal);
        }
        finally
        {
            // The key type may throw.
            if (!isTaken)
                lifecycle.Unbind(child);
        }

        if (!isTaken)
            return false;
        StopIfClosing(lifecycle);
        registration = lifecycle.StartAdopted(completion);
        return true;
    }

    /// <summary>Binds the object to the lifecycle. Returns why it is refused; null if it is bound.</summary>
    private TrackerException? BindOrRefuse(ChildLifecycle<TKey, TChild> lifecycle, TChild child, IKeyHolder holder)
    {
        if (!child.Link.TryBind(lifecycle))
        {
            return new TrackerException(
                $"Tracker {Settings.Name}: the object for {UserText.Format(lifecycle.Key)} was opened or adopted before. "
                    + "A child object is tracked once in its life: make a new one.",
                Settings.Name,
                lifecycle.Key);
        }

        if (Observer is not { } observer)
            return null;
        var isAttached = false;
        try
        {
            observer.Attach(child, holder);
            isAttached = true;
            return null;
        }
        catch (TrackerException refusal)
        {
            return refusal;
        }
        finally
        {
            // The type of an attribute may throw.
            if (!isAttached)
                child.Link.Unbind();
        }
    }

    private void ForceStopOnCancellation(Task whenClosed, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((Supervisor<TKey, TChild>)state!).ForceStopAll(), this);
        whenClosed.ContinueWith(
            static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void ForceStopAll()
    {
        // A lifecycle is in the table before it reads this flag, for each operation: one of the two sees the other.
        Volatile.Write(ref _isForced, true);
        Interlocked.MemoryBarrier();
        foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
            lifecycle.ForceStop();
    }
}
