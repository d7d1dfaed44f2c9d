using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Observability;
using GenTracker.Runtime;
using GenTracker.Supervision;
using GenTracker.Table;
using GenTracker.Watching;
using Microsoft.Extensions.Logging;

namespace GenTracker;

/// <summary>
/// Supervises many named, long-lived children and finds them by key. Base class of every generated tracker. All members are thread-safe, and the code of a
/// child may call them too.
/// </summary>
/// <typeparam name="TKey">The type of the keys: immutable and with value equality.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
[DebuggerDisplay("{Name}: {Count} running")]
public abstract class Tracker<TKey, TChild> : ITracker, IReadOnlyCollection<TChild>, IAsyncDisposable
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Supervisor<TKey, TChild> _supervisor;
    private readonly IAttrsReader<TKey, TChild>? _attrs;

    // A copy of the supervisor's reference, which saves Find one read.
    private readonly ChildTable<TKey, ChildLifecycle<TKey, TChild>, TChild> _table;

    /// <summary>Initializes an open tracker.</summary>
    /// <param name="name">The name in logs and exceptions.</param>
    /// <param name="options">The options, which are copied. If <see langword="null"/>, the defaults.</param>
    /// <param name="services">The services for injected constructor parameters.</param>
    /// <param name="loggerFactory">The logger factory. If <see langword="null"/>, the one of the services. Without either, nothing is logged.</param>
    /// <param name="comparer">The comparer of the keys. If <see langword="null"/>, the default one of their type.</param>
    /// <param name="required">The services that the constructors of the children require.</param>
    /// <param name="attrs">Reads the attributes of a child. If <see langword="null"/>, nothing is remembered of those that end.</param>
    /// <exception cref="TrackerException">A required service is missing.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is invalid.</exception>
    protected Tracker(
        string name,
        TrackerOptions? options,
        IServiceProvider? services,
        ILoggerFactory? loggerFactory,
        IEqualityComparer<TKey>? comparer,
        ReadOnlySpan<RequiredService> required,
        IAttrsReader<TKey, TChild>? attrs = null)
    {
        options ??= new TrackerOptions();
        TrackerOptionsValidator.ThrowIfInvalid(name, options);
        RequiredServicesValidator.ThrowIfMissing(name, services, required);
        _supervisor = new Supervisor<TKey, TChild>(new TrackerSettings(name, options, services, loggerFactory), comparer, attrs);
        _table = _supervisor.Table;
        _attrs = attrs;
    }

    /// <summary>
    /// Raised once for each child that has ended for good, so that no restart follows: also if it was adopted, if its first start failed, or if the tracker
    /// closes. Its key is taken until the task of each handler has completed, or <see cref="TrackerOptions.AfterTerminateTimeout"/> has elapsed: nobody else
    /// gets the key before that, and whoever waits for the end goes on after it. So a handler can tell a database that the key is released. Unlike
    /// <see cref="WatchAsync"/>, it loses no end, however many there are at a time.
    /// </summary>
    /// <remarks>
    /// Handlers run on the thread pool, those of one end at the same time, and must not block their thread. The token fires when the time has elapsed. What a
    /// handler throws is logged, and affects neither the child nor another handler. A handler that waits for its own key gets a
    /// <see cref="WaitCycleException"/>. Adding and removing is thread-safe; an end calls the handlers that are there when it begins to call.
    /// </remarks>
    public event Func<ChildEnd<TKey, TChild>, CancellationToken, Task>? ChildEnded
    {
        add => _supervisor.EndHandlers.Added += value;
        remove => _supervisor.EndHandlers.Added -= value;
    }

    /// <summary>Name of the tracker in logs and exceptions.</summary>
    public string Name => _supervisor.Settings.Name;

    /// <summary>Number of running children. A single read, without a lock.</summary>
    /// <remarks>
    /// It is returned by reference for collection expressions: they would trust another number, although children come and go before they are copied. So
    /// <c>[.. tracker]</c> has neither gaps nor an exception.
    /// </remarks>
    public ref readonly int Count
    {
        // Not inlined: a loop that reads the count would read it once.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ref _supervisor.State.Running;
    }

    int IReadOnlyCollection<TChild>.Count => Count;

    /// <summary>Number of abandoned children, which have not ended yet. <see cref="GetChildren"/> lists them.</summary>
    public int AbandonedCount => _supervisor.State.AbandonedCount;

    ITrackerMonitor ITracker.Monitor => new TrackerMonitor<TKey, TChild>(_supervisor, _attrs);

    /// <summary>Finds the running child of a key, without a lock and without allocating.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The child. <see langword="null"/> if there is none, or if it is starting, restarting or ending.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public TChild? Find(TKey key)
    {
        ThrowIfNull(key);
        return _table.Find(key);
    }

    /// <summary>
    /// Adopts an object that is already running. The tracker never starts, restarts or disposes it. The child ends when the registration is disposed or
    /// <paramref name="completion"/> completes, whichever comes first.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The object. It can be adopted only once.</param>
    /// <param name="completion">A task that completes when the child ends. Its exception is the exception of the child.</param>
    /// <returns>The registration. <see cref="ChildRegistration.Stopping"/> fires when the child must end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="child"/> is null.</exception>
    /// <exception cref="ChildAlreadyExistsException">The key is taken, whatever the state of its child.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">There are <see cref="TrackerOptions.MaxChildren"/> children.</exception>
    /// <exception cref="TrackerException">The object was opened or adopted before.</exception>
    public ChildRegistration AddExisting(TKey key, TChild child, Task? completion = null) =>
        TryAddExisting(key, child, completion, out ChildRegistration? registration)
            ? registration
            : throw new ChildAlreadyExistsException(Name, key);

    /// <summary>Adopts an object that is already running, unless the key is taken. See <see cref="AddExisting"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The object. It can be adopted only once.</param>
    /// <param name="completion">A task that completes when the child ends. Its exception is the exception of the child.</param>
    /// <param name="registration">The registration.</param>
    /// <returns><see langword="false"/> if the key is taken, whatever the state of its child; nothing was changed. The method never waits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="child"/> is null.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">There are <see cref="TrackerOptions.MaxChildren"/> children.</exception>
    /// <exception cref="TrackerException">The object was opened or adopted before.</exception>
    public bool TryAddExisting(TKey key, TChild child, Task? completion, [NotNullWhen(true)] out ChildRegistration? registration)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(child);
        return _supervisor.TryAdopt(key, child, completion, out registration);
    }

    /// <summary>
    /// Replaces whoever holds a key by an object that is already running: stops that child and, in the step in which the key becomes free, adopts this one.
    /// Nobody gets the key in between. If there are several such calls at a time, the last one wins. If the key is free, this is a plain adoption.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The object. It can be adopted only once.</param>
    /// <param name="completion">A task that completes when the child ends. Its exception is the exception of the child.</param>
    /// <param name="cancellationToken">
    /// Withdraws the object before it is adopted: it may then be adopted otherwise. The child that had the key is stopped all the same.
    /// </param>
    /// <returns>The registration, when the object has the key; see <see cref="AddExisting"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="child"/> is null.</exception>
    /// <exception cref="ChildSupersededException">A later call has come before. The object was not adopted.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">There are <see cref="TrackerOptions.MaxChildren"/> children.</exception>
    /// <exception cref="WaitCycleException">The child of the key waits for the caller's code. Nothing was stopped.</exception>
    /// <exception cref="TrackerException">The object was opened or adopted before.</exception>
    /// <exception cref="OperationCanceledException">The token has withdrawn the object.</exception>
    public Task<ChildRegistration> TakeOverAsync(TKey key, TChild child, Task? completion = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(child);
        return _supervisor.TakeOverAsync(key, child, completion, cancellationToken);
    }

    /// <summary>Stops the child of a key in any state and waits until the key is free. Cancels a pending restart.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the wait, but not the stop.</param>
    /// <returns><see langword="false"/> if there is no such child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="WaitCycleException">This child waits for the caller: for its own code, or for another child's. Nothing was stopped.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait. The child continues to end.</exception>
    public Task<bool> StopAsync(TKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        return _supervisor.StopAsync(key, ExitReason.Stopped, cancellationToken);
    }

    /// <summary>
    /// Stops the child of a key as <see cref="StopAsync(TKey, CancellationToken)"/> does, and says why: its exit has this reason.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">
    /// <see cref="ExitReason.Stopped"/>, <see cref="ExitReason.Moved"/> or <see cref="ExitReason.NodeLost"/>. If the child ends already, its first reason
    /// stays.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait, but not the stop.</param>
    /// <returns><see langword="false"/> if there is no such child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is none with which a caller can stop a child.</exception>
    /// <exception cref="WaitCycleException">This child waits for the caller: for its own code, or for another child's. Nothing was stopped.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait. The child continues to end.</exception>
    public Task<bool> StopAsync(TKey key, ExitReason reason, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        if (reason is not (ExitReason.Stopped or ExitReason.Moved or ExitReason.NodeLost))
        {
            throw new ArgumentOutOfRangeException(
                nameof(reason),
                reason,
                $"A caller can stop a child of {Name} with ExitReason.Stopped, Moved or NodeLost. The tracker itself finds the other reasons.");
        }

        return _supervisor.StopAsync(key, reason, cancellationToken);
    }

    /// <summary>Stops this very child, in any state, and waits until its key is free. A child that has the key after it is not touched.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cancellationToken">Cancels the wait, but not the stop.</param>
    /// <returns><see langword="false"/>, and nothing was stopped, if it is not the present child of its key in this tracker.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="child"/> is null.</exception>
    /// <exception cref="WaitCycleException">The child waits for the caller: for its own code, or for another child's. Nothing was stopped.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait. The child continues to end.</exception>
    public Task<bool> StopAsync(TChild child, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(child);
        return _supervisor.StopAsync(child, cancellationToken);
    }

    /// <summary>
    /// Reads the attributes of a child that survive (<see cref="TrackedAttrAttribute.Survives"/>), each whole: to open the key with them
    /// (<see cref="ChildOptions.Snapshot"/>) later, or in another process. Those of an ended child are final. Secret attributes are left out, since a snapshot
    /// is made to be stored.
    /// </summary>
    /// <param name="child">The child.</param>
    /// <returns>The values; <see cref="ChildSnapshot.Empty"/> if no attribute survives.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="child"/> is null.</exception>
    public ChildSnapshot ReadSnapshot(TChild child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return child.ReadSnapshot();
    }

    /// <summary>Waits until nothing holds the key: neither a child, in whatever state, nor one that follows it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes at such a moment; at once if the key is free. Another caller may have taken it when this one resumes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="WaitCycleException">The child of the key waits for the caller: for its own code, or for another child's.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait.</exception>
    public Task WhenFreeAsync(TKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        return _supervisor.WhenFreeAsync(key, cancellationToken);
    }

    /// <summary>Lists all children with their states, including those that are starting, restarting, ending or abandoned.</summary>
    /// <returns>A new list with a consistent snapshot of each child. To make it, the tracker takes the lock of one child at a time.</returns>
    public IReadOnlyList<ChildInfo<TKey, TChild>> GetChildren() => _supervisor.GetChildren();

    /// <summary>
    /// Waits until a running child of the key satisfies the predicate, now or later. The predicate runs on the thread pool: when a child can be found, and
    /// after writes to its attributes. It sees the current values, so it may see several quick writes as one. The wait continues over restarts and ends. It is
    /// too expensive for a hot path: its start costs a barrier for all processors, and until it ends each write to the child causes a call of the predicate.
    /// </summary>
    /// <param name="key">The key. It need not be taken yet.</param>
    /// <param name="predicate">The condition. If it throws, the wait ends with its exception.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="predicate"/> is null.</exception>
    /// <exception cref="TrackerClosedException">The tracker has closed.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait.</exception>
    public Task<TChild> WaitForAsync(TKey key, Func<TChild, bool> predicate, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(predicate);
        return _supervisor.Waits.WaitAsync(key, only: null, predicate, cancellationToken);
    }

    /// <summary>
    /// Waits until this very child runs and satisfies the predicate. See <see cref="WaitForAsync(TKey, Func{TChild, bool}, CancellationToken)"/>.
    /// </summary>
    /// <param name="child">The child. It was opened or adopted by this tracker, and may still be starting.</param>
    /// <param name="predicate">The condition. If it throws, the wait ends with its exception.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The child.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="child"/> or <paramref name="predicate"/> is null.</exception>
    /// <exception cref="ArgumentException">The child was neither opened nor adopted by this tracker.</exception>
    /// <exception cref="ChildTerminatedException">The child has ended, and the predicate did not hold before.</exception>
    /// <exception cref="TrackerClosedException">The tracker has closed.</exception>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait.</exception>
    public Task<TChild> WaitForAsync(TChild child, Func<TChild, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(predicate);
        return _supervisor.WaitForAsync(child, predicate, cancellationToken);
    }

    /// <summary>
    /// Reports starts and ends of children as they happen: first the running children, then <see cref="ChildEventKind.Synced"/>, then events, numbered without
    /// gaps. A reader that falls behind by more than 1,024 events gets <see cref="ChildEventKind.Resync"/>, the running children and
    /// <see cref="ChildEventKind.Synced"/> again. The stream completes when the tracker has closed.
    /// </summary>
    /// <param name="cancellationToken">Cancels the subscription.</param>
    /// <returns>
    /// The events. Each enumeration subscribes at its first read and is for one reader. A read throws <see cref="OperationCanceledException"/> if the token has
    /// fired, and <see cref="InvalidOperationException"/> if the previous read is pending.
    /// </returns>
    /// <remarks>Each subscription buffers up to 1,024 events, and the running children until they are read.</remarks>
    public IAsyncEnumerable<ChildEvent<TKey, TChild>> WatchAsync(CancellationToken cancellationToken = default) =>
        new ChildEventStream<TKey, TChild>(_supervisor.State.Events, cancellationToken);

    /// <summary>Completes when nothing is starting, restarting or terminating.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes at such a moment. Another child may be starting when the caller resumes.</returns>
    /// <exception cref="OperationCanceledException">The token has cancelled the wait.</exception>
    public Task WhenSettledAsync(CancellationToken cancellationToken = default) => _supervisor.State.WhenSettledAsync(cancellationToken);

    /// <summary>
    /// Refuses further children and stops all children at once, each within its timeout. Completes when all keys are free. Further calls wait for the same.
    /// </summary>
    /// <param name="cancellationToken">Abandons all children that have not ended when it fires.</param>
    /// <returns>A task that completes when all keys are free.</returns>
    /// <exception cref="WaitCycleException">The caller is the code of a child of this tracker. The tracker was not closed.</exception>
    public Task CloseAsync(CancellationToken cancellationToken = default)
    {
        return _supervisor.CloseAsync(cancellationToken);
    }

    /// <summary>Closes the tracker; see <see cref="CloseAsync"/>.</summary>
    /// <returns>A task that completes when all keys are free.</returns>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(CloseAsync(CancellationToken.None));
    }

    /// <summary>Enumerates the running children without a lock.</summary>
    /// <returns>A weakly consistent enumerator: it returns each child that runs throughout, and may return one that starts or ends meanwhile.</returns>
    public IEnumerator<TChild> GetEnumerator() => _supervisor.Table.Visible.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Finds the running child of a string key by its characters.</summary>
    /// <param name="key">The key's characters.</param>
    /// <returns>The child, or <see langword="null"/>.</returns>
    protected TChild? FindBySpan(ReadOnlySpan<char> key) => _supervisor.Find(key);

    /// <summary>Lists how the last incarnations ended, the newest first.</summary>
    /// <typeparam name="TAttrs">The generated record of the attributes.</typeparam>
    /// <returns>A new list.</returns>
    protected IReadOnlyList<ChildExitRecord<TKey, TAttrs>> GetRecentExitsCore<TAttrs>() =>
        _supervisor.RecentExits is RecentExits<TKey, TChild, TAttrs> exits ? exits.ToArray() : [];

    /// <summary>Lets children be found by attributes. The constructor of the generated tracker calls it, before there is a child.</summary>
    /// <param name="indexes">One index for each attribute, in the order of <see cref="IIndexedChild.VisitIndexed"/>.</param>
    protected void UseIndexes(params ReadOnlySpan<AttributeIndex> indexes) => _supervisor.Observer = new TrackerIndexes<TChild>(indexes);

    /// <summary>Finds the running children that have a value of an attribute.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="index">The index of the attribute.</param>
    /// <param name="value">The value.</param>
    /// <returns>The children.</returns>
    protected ChildGroup<TChild> FindGroup<T>(GroupIndex<T> index, T value)
    {
        ArgumentNullException.ThrowIfNull(index);
        return new(index.Find(value));
    }

    /// <summary>Finds the running child that has a value of a unique attribute.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="index">The index of the attribute.</param>
    /// <param name="value">The value.</param>
    /// <returns>The child, or <see langword="null"/>.</returns>
    protected TChild? FindUnique<T>(UniqueIndex<T> index, T value)
    {
        ArgumentNullException.ThrowIfNull(index);
        return Unsafe.As<TChild>(index.Find(value));
    }

    /// <summary>Creates the exception for a key under which no child runs.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The exception to throw.</returns>
    protected ChildNotFoundException NotFound(TKey key) => new(Name, key);

    /// <summary>Finds the child of a key, or opens it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="spec">Creates the child.</param>
    /// <param name="options">What this child does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <returns>The running child; at once, and without allocation, if it runs already.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is invalid.</exception>
    /// <exception cref="ChildStartException">The child could not be constructed or started.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">The tracker has as many children as its options allow.</exception>
    /// <exception cref="WaitCycleException">The child's start or end waits for the caller's code.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait; the child goes on starting.</exception>
    protected ValueTask<TChild> FindOrOpenCoreAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(key, spec, options);
        return _supervisor.FindOrOpenAsync(key, spec, options, cancellationToken);
    }

    /// <summary>Opens the child of a key that is free.</summary>
    /// <param name="key">The key.</param>
    /// <param name="spec">Creates the child.</param>
    /// <param name="options">What this child does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <returns>The running child.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is invalid.</exception>
    /// <exception cref="ChildAlreadyExistsException">The key is taken, whatever the state of its child.</exception>
    /// <exception cref="ChildStartException">The child could not be constructed or started.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">The tracker has as many children as its options allow.</exception>
    /// <exception cref="WaitCycleException">The child's start or end waits for the caller's code.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait; the child goes on starting.</exception>
    protected Task<TChild> OpenCoreAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(key, spec, options);
        return _supervisor.TryOpen(key, spec, options, cancellationToken) ?? Task.FromException<TChild>(new ChildAlreadyExistsException(Name, key));
    }

    /// <summary>Stops whoever holds a key, and opens it in the step in which it becomes free.</summary>
    /// <param name="key">The key.</param>
    /// <param name="spec">Creates the child.</param>
    /// <param name="options">What this child does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else: neither the stop nor the start.</param>
    /// <returns>The running child. Of several such calls at a time, the last one gets its child.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is invalid.</exception>
    /// <exception cref="ChildSupersededException">A later call has replaced this one.</exception>
    /// <exception cref="ChildStartException">The child could not be constructed or started.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">The tracker has as many children as its options allow.</exception>
    /// <exception cref="WaitCycleException">The child's start or end waits for the caller's code.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait; the child goes on starting.</exception>
    protected Task<TChild> ReopenCoreAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(key, spec, options);
        return _supervisor.ReopenAsync(key, spec, options, cancellationToken);
    }

    private static void ThrowIfInvalid(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(spec);
        ChildOptionsValidator.ThrowIfInvalid(options);
    }

    // ArgumentNullException.ThrowIfNull takes an object, so it would box keys of value types.
    private static void ThrowIfNull(TKey key)
    {
        if (key is null)
            throw new ArgumentNullException(nameof(key), "A key must not be null.");
    }
}
