using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Formatting;
using GenTracker.Runtime;
using GenTracker.Table;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Opens, adopts, stops and lists the keys of a tracker, and closes them all. What happens to one key is the business of its lifecycle.</summary>
internal sealed class Supervisor<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private bool _isForced;

    public Supervisor(TrackerSettings settings, IEqualityComparer<TKey>? comparer)
    {
        Settings = settings;
        Table = ChildTables.Create<TKey, ChildLifecycle<TKey, TChild>, TChild>(comparer);
        State = new TrackerState<TKey, TChild>(settings, () => Table.Values);
        Waits = new PredicateWaits<TKey, TChild>(settings.Dispatcher, Table.Hash, Find);
    }

    public TrackerSettings Settings { get; }

    public ChildTable<TKey, ChildLifecycle<TKey, TChild>, TChild> Table { get; }

    public TrackerState<TKey, TChild> State { get; }

    public PredicateWaits<TKey, TChild> Waits { get; }

    public IncarnationNumbers Numbers { get; } = new();

    public AfterTerminateInvoker AfterTerminate { get; } = new();

    /// <summary>Whether the close token has fired: running operations get no further time.</summary>
    public bool IsForced => Volatile.Read(ref _isForced);

    public TChild? Find(TKey key) => Table.Find(key);

    public TChild? Find(ReadOnlySpan<char> key) => Table.Find(key);

    /// <summary>Finds the child, joins those who wait for it, or opens it.</summary>
    public ValueTask<TChild> FindOrOpenAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        uint hash = Table.Hash(key);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Table.TryGet(key, hash, out ChildLifecycle<TKey, TChild>? present))
            {
                if (present.TryJoin(spec, options, cancellationToken, out ValueTask<TChild> joined))
                    return joined;

                // That lifecycle is over: it left the table before it said so.
                continue;
            }

            var lifecycle = new ChildLifecycle<TKey, TChild>(this, key, hash, new PendingOpen<TKey, TChild>(spec, options));
            if (!TryTake(lifecycle))
                continue;
            Task<TChild> opened = lifecycle.JoinFirst(cancellationToken);
            StopIfClosing(lifecycle);
            lifecycle.Start();
            return new ValueTask<TChild>(opened);
        }

        return ValueTask.FromCanceled<TChild>(cancellationToken);
    }

    /// <summary>Adopts a running object; false if its key is taken.</summary>
    public bool TryAdopt(TKey key, TChild child, Task? completion, [NotNullWhen(true)] out ChildRegistration? registration)
    {
        registration = null;
        uint hash = Table.Hash(key);
        if (Table.TryGet(key, hash, out _))
            return false;
        var lifecycle = new ChildLifecycle<TKey, TChild>(this, key, hash, child);
        if (!child.Link.TryBind(lifecycle))
        {
            throw new TrackerException(
                $"Tracker {Settings.Name}: the object for {UserText.Format(key)} was opened or adopted before. "
                    + "A child object is tracked once in its life: make a new one.",
                Settings.Name,
                key);
        }

        var isTaken = false;
        try
        {
            isTaken = TryTake(lifecycle);
        }
        finally
        {
            if (!isTaken)
                child.Link.Unbind();
        }

        if (!isTaken)
            return false;
        StopIfClosing(lifecycle);
        registration = lifecycle.StartAdopted(completion);
        return true;
    }

    public Task<bool> StopAsync(TKey key, CancellationToken cancellationToken) =>
        Table.TryGet(key, Table.Hash(key), out ChildLifecycle<TKey, TChild>? lifecycle) && lifecycle.TryStop(ExitReason.Stopped, cancellationToken, out Task<bool>? whenFree)
            ? whenFree
            : Task.FromResult(false);

    /// <summary>Refuses further keys, and stops all children at once.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Task<bool> whenClosed = State.WhenClosedAsync();
        if (ChildOperation.Current is not null)
            WaitGraph.AddWaits([.. Table.Values], whenClosed, cancellable: false);

        State.StartClosing();
        foreach (ChildLifecycle<TKey, TChild> lifecycle in Table.Values)
            lifecycle.StopForClosing();
        Waits.Close(key => new TrackerClosedException(Settings.Name, key));
        if (cancellationToken.CanBeCanceled && !whenClosed.IsCompleted)
            ForceStopOnCancellation(whenClosed, cancellationToken);
        return whenClosed;
    }

    /// <summary>Stops a lifecycle that came into the table while the tracker started to close: the closing may have missed it.</summary>
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

    /// <summary>Reserves room and puts the lifecycle into the table; false if the key is taken. Throws what the key type throws.</summary>
    private bool TryTake(ChildLifecycle<TKey, TChild> lifecycle)
    {
        if (State.TryReserve(lifecycle.Key) is { } refusal)
            throw refusal;
        var isTaken = false;
        try
        {
            isTaken = Table.TryAdd(lifecycle.Key, lifecycle.Hash, lifecycle);
        }
        finally
        {
            if (!isTaken)
                State.Release();
        }

        return isTaken;
    }

    private void ForceStopOnCancellation(Task<bool> whenClosed, CancellationToken cancellationToken)
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
