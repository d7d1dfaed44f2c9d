using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Chaos;

/// <summary>A tracker, its keys with their books, and all that the soak asks of it. Every answer is checked.</summary>
internal abstract class Arena<TKey, TChild>(World world, Tracker<TKey, TChild> tracker, string name) : IArena
    where TKey : notnull
    where TChild : class, ITracked<TKey>, IPlayer
{
    private const int MaxRemembered = 4096;

    private readonly ConcurrentDictionary<TKey, KeyBook> _books = new();
    private readonly List<WeakReference> _remembered = [];
    private bool _isClosing;

    public string Name => name;

    public World World => world;

    public Findings Findings => world.Findings;

    public Captivity Captivity => world.Captivity;

    public Tracker<TKey, TChild> Tracker => tracker;

    /// <summary>Whether <see cref="TrackerOptions.MaxChildren"/> is less than there are keys.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Whether a child can be opened, or only adopted.</summary>
    public virtual bool CanOpen => true;

    /// <summary>Whether the tracker was told to close: it may refuse from now on.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing);

    public IEnumerable<KeyBook> Books => _books.Values;

    public abstract TKey KeyOf(int number);

    public abstract TChild Make(TKey key, Plot plot);

    /// <summary>Opens; whatever comes of it is the caller's affair.</summary>
    public abstract ValueTask<TChild> OpenRawAsync(TKey key, Plot plot, ChildOptions? options, CancellationToken cancellationToken);

    public abstract long IncrementByKey(TKey key, long delta);

    public abstract bool TryIncrementByKey(TKey key, long delta, out long value);

    public virtual TChild? Find(TKey key, Dice dice) => tracker.Find(key);

    public KeyBook BookOf(TKey key) => _books.GetOrAdd(key, static (key, arena) => new KeyBook(arena.Findings, $"{arena.Name}/{key}"), this);

    /// <summary>A life whose children do nothing but run, until they are stopped.</summary>
    public Plot QuietPlot(TKey key) => new(this, BookOf(key), key);

    public bool Finds(Witness witness) => ReferenceEquals(tracker.Find((TKey)witness.Plot.Key), witness.Player) && witness.Player is not null;

    public bool Enumerates(Witness witness) => tracker.Any(child => ReferenceEquals(child, witness.Player));

    public bool HasAbandoned(Witness witness) =>
        tracker.GetChildren().Any(info => info.State == ChildState.Abandoned
            && (info.Child is { } child ? ReferenceEquals(child, witness.Player) : EqualityComparer<TKey>.Default.Equals(info.Key, (TKey)witness.Plot.Key)));

    public void Remember(IPlayer player)
    {
        lock (_remembered)
        {
            if (_remembered.Count < MaxRemembered)
                _remembered.Add(new WeakReference(player));
        }
    }

    /// <summary>How many of the remembered children are still in memory.</summary>
    public int CountAlive()
    {
        lock (_remembered)
        {
            _remembered.RemoveAll(static child => !child.IsAlive);
            return _remembered.Count;
        }
    }

    /// <summary>Opens, and checks what comes of it. Null where it was refused, failed or was cancelled.</summary>
    public async Task<TChild?> OpenAsync(TKey key, Plot plot, ChildOptions? options, CancellationToken cancellationToken, bool isChild = false)
    {
        Findings.Add(Total.Opens);
        KeyBook book = BookOf(key);
        try
        {
            bool wasThere = tracker.Find(key) is not null;
            TChild child = await OpenRawAsync(key, plot, options, cancellationToken).AsTask().Within(Findings, "an open", book).ConfigureAwait(false);
            book.Note(child.Witness.Id, Step.OpenReturned);
            Findings.Hit(wasThere ? Situation.OpenFound : Situation.OpenOpened);
            if (!Equals(child.Witness.Plot.Key, key) || !ReferenceEquals(child.Witness.Plot.Arena, this))
                child.Witness.Violation($"an open of {key} returned another key's child");
            if (!child.Witness.Plot.IsAdopted && !child.Witness.StartSucceeded)
                child.Witness.Violation("an open returned a child whose start has not succeeded");
            return child;
        }
        catch (ChildStartException exception)
        {
            CheckNames(exception, key);
            Findings.Hit(exception.InnerException switch
            {
                TimeoutException => Situation.OpenTimedOut,
                OperationCanceledException => Situation.OpenOvertakenByStop,
                _ => Situation.OpenFailed,
            });
            if (exception.InnerException is not (ScriptedException or TimeoutException or OperationCanceledException or InvalidOperationException or TrackerException))
                Findings.Violation($"an open failed with a cause that nobody has thrown: {exception}", book);
        }
        catch (TrackerClosedException exception)
        {
            CheckNames(exception, key);
            Findings.Hit(Situation.OpenClosed);
            if (!IsClosing)
                Findings.Violation("an open was refused as if the tracker were closed", book);
        }
        catch (TrackerFullException exception)
        {
            CheckNames(exception, key);
            Findings.Hit(Situation.OpenFull);
            if (!IsBounded)
                Findings.Violation($"an open was refused as if the tracker were full: {exception.Message}", book);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            Findings.Hit(Situation.OpenCancelled);
            if (exception.CancellationToken != cancellationToken)
                Findings.Violation("a cancelled open does not name the caller's token", book);
        }
        catch (WaitCycleException exception) when (isChild)
        {
            CheckNames(exception, (TKey)exception.Key!);
            if (exception.Chain.Count < 2)
                Findings.Violation($"a ring without a chain: {exception.Message}", book);
            throw;
        }
        catch (TimeoutException)
        {
            // It never ended, and that was said.
        }
        catch (Exception exception)
        {
            Findings.Violation($"an open threw {exception}", book);
        }

        return null;
    }

    /// <summary>Stops, and checks that whoever lived under the key is over.</summary>
    public async Task<bool> StopAsync(TKey key, CancellationToken cancellationToken)
    {
        Findings.Add(Total.Stops);
        KeyBook book = BookOf(key);
        Witness? before = tracker.Find(key)?.Witness;
        book.Note(before?.Id ?? 0, Step.StopRequested);
        try
        {
            bool stopped = await tracker.StopAsync(key, cancellationToken).Within(Findings, "a stop", book).ConfigureAwait(false);
            book.Note(before?.Id ?? 0, Step.StopReturned, stopped ? "true" : "false");
            Findings.Hit(stopped ? Situation.StopStopped : Situation.StopFoundNothing);
            if (before is { IsOver: false } && !before.LookWhetherGivenUp() && !before.IsOver)
                before.Violation($"a stop returned {stopped}, and the child that was there before it is not over");
            return stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Findings.Hit(Situation.StopCancelled);
        }
        catch (TimeoutException)
        {
            // It never ended, and that was said.
        }
        catch (Exception exception)
        {
            Findings.Violation($"a stop threw {exception}", book);
        }

        return false;
    }

    /// <summary>Adopts an object; null where that was refused.</summary>
    public ChildRegistration? TryAdopt(TKey key, TChild child, Task? completion)
    {
        KeyBook book = BookOf(key);
        try
        {
            if (tracker.TryAddExisting(key, child, completion, out ChildRegistration? registration))
            {
                book.Note(child.Witness.Id, Step.Adopted);
                book.Enter(child.Witness);
                Findings.Add(Total.Adoptions);
                return registration;
            }

            Findings.Hit(Situation.AdoptionRefused);
        }
        catch (TrackerClosedException) when (IsClosing)
        {
        }
        catch (TrackerFullException) when (IsBounded)
        {
        }
        catch (Exception exception)
        {
            Findings.Violation($"an adoption threw {exception}", book);
        }

        return null;
    }

    /// <summary>Closes the tracker, and checks that nothing is left that is not given up.</summary>
    public async Task CloseAsync(CancellationToken pressure)
    {
        Volatile.Write(ref _isClosing, true);
        await tracker.CloseAsync(pressure).Within(Findings, $"the closing of {name}").ConfigureAwait(false);
        if (tracker.Count != 0 || tracker.ToArray() is not [])
            Findings.Violation($"{name} is closed, and {tracker.Count} children run");
        foreach (ChildInfo<TKey, TChild> info in tracker.GetChildren())
        {
            if (info.State != ChildState.Abandoned)
                Findings.Violation($"{name} is closed, and {info.Key} is {info.State}", BookOf(info.Key));
        }

        if (!CanOpen)
            return;
        TKey key = KeyOf(0);
        try
        {
            await OpenRawAsync(key, QuietPlot(key), options: null, CancellationToken.None).ConfigureAwait(false);
            Findings.Violation($"{name} is closed, and opens", BookOf(key));
        }
        catch (TrackerClosedException)
        {
        }
    }

    /// <summary>When all that hung was let go: nothing is left of anything, and all that was counted adds up.</summary>
    public async Task CheckEndAsync()
    {
        await Patience.Becomes(() => tracker.AbandonedCount == 0, Findings, $"the end of the last given up child of {name}").ConfigureAwait(false);
        await Patience.Becomes(() => Books.All(static book => book.IsQuiet()), Findings, $"the end of the last child of {name}").ConfigureAwait(false);
        foreach (KeyBook book in Books)
            book.CheckEnd();
    }

    public async Task OpenFromChildAsync(Dice dice, CancellationToken cancellationToken)
    {
        TKey key = KeyOf(dice.Below(8));
        try
        {
            await OpenAsync(key, QuietPlot(key), options: null, cancellationToken, isChild: true).ConfigureAwait(false);
        }
        catch (WaitCycleException)
        {
            // In a ring, one is told. Here it takes it; the scene of the rings looks closer.
        }
    }

    public async Task<bool> IsToldWhenItOpensItselfAsync(Witness witness)
    {
        var key = (TKey)witness.Plot.Key;
        if (!CanOpen)
            return false;
        try
        {
            await OpenAsync(key, QuietPlot(key), options: null, CancellationToken.None, isChild: true).ConfigureAwait(false);
            return false;
        }
        catch (WaitCycleException)
        {
            return true;
        }
    }

    public async Task<bool> IsToldWhenItAwaitsItsStopAsync(Witness witness)
    {
        try
        {
            await tracker.StopAsync((TKey)witness.Plot.Key).ConfigureAwait(false);
            return false;
        }
        catch (WaitCycleException)
        {
            return true;
        }
    }

    private void CheckNames(TrackerException exception, TKey key)
    {
        if (!Equals(exception.Key, key) || exception.TrackerName is null || !exception.Message.Contains(exception.TrackerName, StringComparison.Ordinal))
            Findings.Violation($"an error about {exception.Key} of {exception.TrackerName} instead of {key}: {exception.Message}", BookOf(key));
    }
}
