using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Table;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Opens, adopts, stops and lists the lives of a tracker's keys, and closes them all. What happens within one life is the life's own affair.</summary>
internal sealed class Supervisor<TKey, TChild>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private bool _isPressed;

    public Supervisor(TrackerSettings settings, IEqualityComparer<TKey>? comparer)
    {
        Settings = settings;
        Table = ChildTables.Create<TKey, Life<TKey, TChild>, TChild>(comparer);
        Journal = new Journal<TKey, TChild>(settings, () => Table.Values);
        Waits = new PredicateWaits<TKey, TChild>(settings.Dispatcher, comparer, Find);
    }

    public TrackerSettings Settings { get; }

    public ChildTable<TKey, Life<TKey, TChild>, TChild> Table { get; }

    public Journal<TKey, TChild> Journal { get; }

    public PredicateWaits<TKey, TChild> Waits { get; }

    public IncarnationNumbers Numbers { get; } = new();

    public LastWords LastWords { get; } = new();

    public bool IsClosing => Journal.IsClosing;

    /// <summary>Whether the tracker closes and gives no more grace to anything.</summary>
    public bool IsPressed => Volatile.Read(ref _isPressed);

    public TChild? Find(TKey key) => Table.Find(key);

    public TChild? Find(ReadOnlySpan<char> key) => Table.Find(key);

    /// <summary>Finds the child, joins those who wait for it, or opens it.</summary>
    public ValueTask<TChild> Open(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Table.TryGet(key, out Life<TKey, TChild>? present))
            {
                if (present.TryJoin(spec, options, cancellationToken, out ValueTask<TChild> joined))
                    return joined;

                // That life is over: it has left the table before it said so.
                continue;
            }

            var life = new Life<TKey, TChild>(this, key, new Opening<TKey, TChild>(spec, options));
            if (!TryTake(key, life))
                continue;
            Task<TChild> opened = life.JoinFirst(cancellationToken);
            StopIfClosing(life);
            life.Begin();
            return new ValueTask<TChild>(opened);
        }

        return ValueTask.FromCanceled<TChild>(cancellationToken);
    }

    /// <summary>Adopts a running object; false where its key is taken.</summary>
    public bool TryAdopt(TKey key, TChild child, Task? completion, [NotNullWhen(true)] out ChildRegistration? registration)
    {
        registration = null;
        if (Table.TryGet(key, out _))
            return false;
        var life = new Life<TKey, TChild>(this, key, child);
        if (!child.Link.TryBind(life))
        {
            throw new TrackerException(
                $"Tracker {Settings.Name}: the object for {key} was opened or adopted before. A child object is tracked once in its life: make a new one.", Settings.Name, key);
        }

        var isTaken = false;
        try
        {
            isTaken = TryTake(key, life);
        }
        finally
        {
            if (!isTaken)
                child.Link.Unbind();
        }

        if (!isTaken)
            return false;
        StopIfClosing(life);
        registration = life.BeginAdopted(completion);
        return true;
    }

    public Task<bool> Stop(TKey key, CancellationToken cancellationToken) =>
        Table.TryGet(key, out Life<TKey, TChild>? life) && life.TryStop(ExitReason.Stopped, cancellationToken, out Task<bool>? whenFree)
            ? whenFree
            : Task.FromResult(false);

    /// <summary>Refuses further lives, and stops all there are at once.</summary>
    public Task Close(CancellationToken cancellationToken)
    {
        Task<bool> whenClosed = Journal.WhenClosed();
        if (Activity.Current is not null)
            WaitGraph.EnterAll([.. Table.Values], whenClosed, cancellable: false);

        Journal.BeginClosing();
        foreach (Life<TKey, TChild> life in Table.Values)
            life.StopForClosing();
        Waits.Close(key => new TrackerClosedException(Settings.Name, key));
        if (cancellationToken.CanBeCanceled && !whenClosed.IsCompleted)
            PressWhen(whenClosed, cancellationToken);
        return whenClosed;
    }

    /// <summary>A life that got into the table while the tracker began to close may have been missed by the closing.</summary>
    public void StopIfClosing(Life<TKey, TChild> life)
    {
        if (IsClosing)
            life.StopForClosing();
    }

    public List<ChildInfo<TKey, TChild>> List()
    {
        var children = new List<ChildInfo<TKey, TChild>>();
        foreach (Life<TKey, TChild> life in Table.Values)
        {
            if (life.Describe() is { } child)
                children.Add(child);
        }

        foreach (AbandonedChild<TKey, TChild> abandoned in Journal.Abandoned)
            children.Add(abandoned.Describe());
        return children;
    }

    /// <summary>Counts the life in and puts it into the table; false where the key is taken. Throws what the key type throws.</summary>
    private bool TryTake(TKey key, Life<TKey, TChild> life)
    {
        if (Journal.TryEnter(key) is { } refusal)
            throw refusal;
        var isTaken = false;
        try
        {
            isTaken = Table.TryAdd(key, life);
        }
        finally
        {
            if (!isTaken)
                Journal.Leave();
        }

        return isTaken;
    }

    private void PressWhen(Task<bool> whenClosed, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((Supervisor<TKey, TChild>)state!).PressAll(), this);
        whenClosed.ContinueWith(
            static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void PressAll()
    {
        // A life gets into the table before it looks for the mark, as it enters a phase: one of the two sees the other.
        Volatile.Write(ref _isPressed, true);
        Interlocked.MemoryBarrier();
        foreach (Life<TKey, TChild> life in Table.Values)
            life.Press();
    }
}
