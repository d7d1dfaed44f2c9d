using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Supervision;
using GenTracker.Table;
using GenTracker.Watching;
using Microsoft.Extensions.Logging;

namespace GenTracker;

/// <summary>
/// A supervisor of many named, long-lived children and the table in which they are found by key; the base of every generated tracker.
/// Every member may be called by any thread at any time, a child's code included.
/// </summary>
/// <typeparam name="TKey">The key's type: immutable, with value equality.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
public abstract class Tracker<TKey, TChild> : ITracker, IReadOnlyCollection<TChild>, IAsyncDisposable
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private readonly Supervisor<TKey, TChild> _supervisor;

    // The supervisor's: a find is one step shorter for it.
    private readonly ChildTable<TKey, Life<TKey, TChild>, TChild> _table;

    /// <summary>Makes a tracker, open for children.</summary>
    /// <param name="name">Its name in logs and errors.</param>
    /// <param name="options">Its options; the defaults where null. They are copied.</param>
    /// <param name="services">Where injected constructor parameters of the children come from.</param>
    /// <param name="loggerFactory">Where loggers come from; from the services where null, else nothing is logged.</param>
    /// <param name="comparer">How keys compare; the key's own equality where null.</param>
    /// <param name="required">What the children's constructors want from the services.</param>
    /// <exception cref="TrackerException">A service that the children's constructors want is missing.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option has a value that it cannot have.</exception>
    protected Tracker(
        string name,
        TrackerOptions? options,
        IServiceProvider? services,
        ILoggerFactory? loggerFactory,
        IEqualityComparer<TKey>? comparer,
        ReadOnlySpan<RequiredService> required)
    {
        options ??= new TrackerOptions();
        TrackerOptionsValidator.ThrowIfInvalid(name, options);
        ServiceCheck.ThrowIfMissing(name, services, required);
        _supervisor = new Supervisor<TKey, TChild>(new TrackerSettings(name, options, services, loggerFactory), comparer);
        _table = _supervisor.Table;
    }

    /// <summary>The tracker's name in logs and errors.</summary>
    public string Name => _supervisor.Settings.Name;

    /// <summary>How many children are running. One read of a number: no lock is taken and nothing is counted.</summary>
    public int Count => _supervisor.Journal.Running;

    /// <summary>How many children were given up and have not ended yet; they are listed by <see cref="GetChildren"/>.</summary>
    public int AbandonedCount => _supervisor.Journal.Abandoned.Count;

    /// <summary>Finds the running child of a key, without a lock and without allocating.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The child; null where there is none, or one that is starting, restarting or ending.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public TChild? Find(TKey key)
    {
        ThrowIfNull(key);
        return _table.Find(key);
    }

    /// <summary>
    /// Adopts an object that runs already, for somebody else. The tracker never starts, restarts or disposes it; it ends when the registration is
    /// disposed or the completion ends, whichever comes first.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The object; it can be adopted once in its life.</param>
    /// <param name="completion">Ends when the child ends; its exception is the child's.</param>
    /// <returns>The child's tracked life. Its <see cref="ChildRegistration.Stopping"/> is how the tracker asks the child's owner to end it.</returns>
    /// <exception cref="ArgumentNullException">The key or the child is null.</exception>
    /// <exception cref="ChildAlreadyExistsException">The key is taken, in whatever state its child is.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">There are <see cref="TrackerOptions.MaxChildren"/> children.</exception>
    /// <exception cref="TrackerException">The object was opened or adopted before.</exception>
    public ChildRegistration AddExisting(TKey key, TChild child, Task? completion = null) =>
        TryAddExisting(key, child, completion, out ChildRegistration? registration)
            ? registration
            : throw new ChildAlreadyExistsException(Name, key);

    /// <summary>The same, where the key may be taken.</summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The object; it can be adopted once in its life.</param>
    /// <param name="completion">Ends when the child ends; its exception is the child's.</param>
    /// <param name="registration">The child's tracked life.</param>
    /// <returns>False, at once, where the key is taken, in whatever state its child is; nothing has happened then.</returns>
    /// <exception cref="ArgumentNullException">The key or the child is null.</exception>
    /// <exception cref="TrackerClosedException">The tracker is closing or closed.</exception>
    /// <exception cref="TrackerFullException">There are <see cref="TrackerOptions.MaxChildren"/> children.</exception>
    /// <exception cref="TrackerException">The object was opened or adopted before.</exception>
    public bool TryAddExisting(TKey key, TChild child, Task? completion, [NotNullWhen(true)] out ChildRegistration? registration)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(child);
        return _supervisor.TryAdopt(key, child, completion, out registration);
    }

    /// <summary>Stops the child of a key, in whatever state it is, and waits until the key is free. A pending restart is cancelled.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait only, not the stop.</param>
    /// <returns>False where there is no such child.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    /// <exception cref="WaitCycleException">The child waits for the caller, who is its own code or another child's; nothing is stopped then.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait; the child goes on ending.</exception>
    public Task<bool> StopAsync(TKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        try
        {
            return _supervisor.Stop(key, cancellationToken);
        }
        catch (WaitCycleException exception)
        {
            return Task.FromException<bool>(exception);
        }
    }

    /// <summary>Lists every child with its state: starting, restarting, ending and abandoned ones too.</summary>
    /// <returns>The children, each described at one moment: a new list at each call, whose making takes each child's lock in turn and holds up no other.</returns>
    public IReadOnlyList<ChildInfo<TKey, TChild>> GetChildren() => _supervisor.List();

    /// <summary>
    /// Waits for a running child of the key, now or later, for which the predicate holds. The predicate is called on the thread pool, when
    /// a child becomes findable and after writes to its attributes; it sees the present values, so writes in quick succession may be seen as one.
    /// The wait outlives restarts and ends. Its beginning costs a barrier for all processors, and
    /// each write to the child a look at the predicate on the pool until it is over: it is for what people and networks wait for, not for a hot path.
    /// </summary>
    /// <param name="key">The key; it need not be taken yet.</param>
    /// <param name="predicate">What must hold. If it throws, the wait ends with its exception.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The child.</returns>
    /// <exception cref="ArgumentNullException">The key or the predicate is null.</exception>
    /// <exception cref="TrackerClosedException">The tracker closed meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    public Task<TChild> WaitForAsync(TKey key, Func<TChild, bool> predicate, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(predicate);
        return _supervisor.Waits.WaitAsync(key, predicate, cancellationToken);
    }

    /// <summary>
    /// The children's beginnings and ends as they happen: first those that are present, then <see cref="ChildEventKind.Synced"/>, then events,
    /// numbered without a gap. A reader that falls more than 1,024 events behind gets <see cref="ChildEventKind.Resync"/>, the present children and
    /// <see cref="ChildEventKind.Synced"/> again. Completes when the tracker has closed.
    /// </summary>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>
    /// The events; each enumeration subscribes anew, at its first read, and is for one reader. It throws <see cref="OperationCanceledException"/> when
    /// the token has ended it, and <see cref="InvalidOperationException"/> at a read before the last one has ended.
    /// </returns>
    /// <remarks>Each subscription keeps up to 1,024 events, and a list of the present children until they are read.</remarks>
    public IAsyncEnumerable<ChildEvent<TKey, TChild>> WatchAsync(CancellationToken cancellationToken = default) =>
        new ChildEventStream<TKey, TChild>(_supervisor.Journal, cancellationToken);

    /// <summary>Completes when nothing is starting, restarting or terminating.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends at such a moment; another child may be starting by the time its caller looks.</returns>
    /// <exception cref="OperationCanceledException">The token has ended the wait.</exception>
    public Task WhenSettledAsync(CancellationToken cancellationToken = default) => _supervisor.Journal.WhenSettledAsync(cancellationToken);

    /// <summary>
    /// Refuses further children and stops all there are at once, each within its budget. Ends when all keys are free; further calls wait for
    /// the same.
    /// </summary>
    /// <param name="cancellationToken">Ends the grace: whatever has not ended when it fires is given up.</param>
    /// <returns>A task that ends when all keys are free.</returns>
    /// <exception cref="WaitCycleException">Called from the code of one of the tracker's own children; the tracker is not closed then.</exception>
    public Task CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return _supervisor.Close(cancellationToken);
        }
        catch (WaitCycleException exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Closes the tracker; see <see cref="CloseAsync"/>.</summary>
    /// <returns>A task that ends when all keys are free.</returns>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(CloseAsync(CancellationToken.None));
    }

    /// <summary>The running children; weakly consistent, and no lock is held.</summary>
    /// <returns>An enumerator that sees each child that runs all the while, and may or may not see one that began or ended meanwhile.</returns>
    public IEnumerator<TChild> GetEnumerator() => _supervisor.Table.Visible.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Finds the running child of a string key by its characters.</summary>
    /// <param name="key">The key's characters.</param>
    /// <returns>The child, or null.</returns>
    protected TChild? FindBySpan(ReadOnlySpan<char> key) => _supervisor.Find(key);

    /// <summary>The exception for a key under which no child runs.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The exception, to be thrown.</returns>
    protected ChildNotFoundException NotFound(TKey key) => new(Name, key);

    /// <summary>Finds the child of a key, or opens it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="spec">How to make the child.</param>
    /// <param name="options">What it does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait only.</param>
    /// <returns>The running child.</returns>
    /// <exception cref="ArgumentNullException">The key or the specification is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that it cannot have.</exception>
    /// <exception cref="TrackerException">Why there is no child, as the generated <c>FindOrOpenAsync</c> documents it.</exception>
    protected ValueTask<TChild> OpenAsync(TKey key, ChildSpec<TKey, TChild> spec, ChildOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(spec);
        ChildOptionsValidator.ThrowIfInvalid(options);
        try
        {
            return _supervisor.Open(key, spec, options, cancellationToken);
        }
        catch (TrackerException exception)
        {
            return ValueTask.FromException<TChild>(exception);
        }
    }

    /// <summary>Finds the child of a key, or opens one that a function makes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="create">Makes the child; called again on each restart.</param>
    /// <param name="options">What it does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait only.</param>
    /// <returns>The running child.</returns>
    protected ValueTask<TChild> OpenAsync(TKey key, Func<TKey, TChild> create, ChildOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Find(key) is { } found ? new(found) : OpenAsync(key, new FactorySpec<TKey, TChild>(create), options, cancellationToken);
    }

    /// <summary>Finds the child of a key, or opens one that a function makes of a state and the incarnation's services.</summary>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="state">What the function gets.</param>
    /// <param name="create">Makes the child; called again on each restart.</param>
    /// <param name="options">What it does otherwise than the tracker's options say.</param>
    /// <param name="cancellationToken">Ends the wait only.</param>
    /// <returns>The running child.</returns>
    protected ValueTask<TChild> OpenAsync<TState>(
        TKey key, TState state, Func<TKey, TState, IServiceProvider, TChild> create, ChildOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Find(key) is { } found ? new(found) : OpenAsync(key, new FactorySpec<TKey, TState, TChild>(state, create), options, cancellationToken);
    }

    // Not ArgumentNullException.ThrowIfNull: it takes an object, and would box keys that are values.
    private static void ThrowIfNull(TKey key)
    {
        if (key is null)
            throw new ArgumentNullException(nameof(key), "A key must not be null.");
    }
}
