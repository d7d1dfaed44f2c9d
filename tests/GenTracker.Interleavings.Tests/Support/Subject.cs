using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>A child that keeps a ledger of its own life, and objects at once where its order is not the promised one.</summary>
internal sealed class Subject : ITracked<string>, ITrackedChild, IAsyncDisposable
{
    private ChildLink<string> _link;
    private readonly Stage _stage;
    private readonly Script _script;
    private CounterSlot _count;
    private SeqLockSlot<string> _title = new("untitled");
    private CounterSlot _survivor;

    public Subject(Stage stage, string key, Script script, string? opener = null, bool isAdopted = false)
    {
        _stage = stage;
        _script = script;
        Key = key;
        Opener = opener;
        IsAdopted = isAdopted;
        Completion = _link.Completion;
        stage.Add(this);
    }

    public string Key { get; }

    /// <summary>Whose arguments it was made with.</summary>
    public string? Opener { get; }

    public Task<ChildExit> Completion { get; }

    public ref ChildLink<string> Link => ref _link;

    public long Count => _count.Value;

    public long Survivor => _survivor.Value;

    public string Title => _title.Value;

    public bool IsAdopted { get; }

    /// <summary>Whether its code may outlive its key.</summary>
    public bool MayBeLeftBehind => _script.MayBeLeftBehind;

    public bool HasStarted { get; private set; }

    /// <summary>Whether it was stopped while it started: then nobody may ever find it.</summary>
    public bool WasOvertaken { get; private set; }

    public bool HasRun { get; private set; }

    public bool RunHasEnded { get; private set; }

    public ChildExit? Exit { get; private set; }

    public int Ends { get; private set; }

    public int Disposals { get; private set; }

    /// <summary>Whether nothing of its code will run any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How many counts were reported as done.</summary>
    public long Done { get; private set; }

    public long CountAtTheEnd { get; private set; }

    public string? TitleAtTheEnd { get; private set; }

    /// <summary>Whether its end was told by an event.</summary>
    public bool EndWasTold { get; set; }

    /// <summary>Whether a write was refused.</summary>
    public bool WasRefused { get; private set; }

    /// <summary>Whether somebody found it.</summary>
    public bool WasFound { get; set; }

    /// <summary>Whether its end is known to anybody.</summary>
    public bool EndIsPublished => Ends > 0 || EndWasTold || WasRefused || Completion.IsCompleted;

    public bool TryCount(long delta = 1)
    {
        bool done = _count.TryAdd(delta, out _);
        if (!done)
        {
            _link.EnsureHidden();
            WasRefused = true;
            return false;
        }

        _link.NotifyWrite();
        Done += delta;
        return true;
    }

    public SlotResult CountUpTo(long max)
    {
        SlotResult result = _count.TryAddUpTo(max, 1, out _);
        if (result == SlotResult.Sealed)
        {
            _ = _link.CreateTerminatedException();
            WasRefused = true;
        }
        else if (result == SlotResult.Done)
        {
            _link.NotifyWrite();
            Done++;
        }

        return result;
    }

    public bool TrySetTitle(string title)
    {
        if (!_title.TrySet(title))
        {
            _ = _link.CreateTerminatedException();
            WasRefused = true;
            return false;
        }

        _link.NotifyWrite();
        return true;
    }

    public bool TryCountSurvivor()
    {
        bool done = _survivor.TryAdd(1, out _);
        if (done)
            _link.NotifyWrite();
        return done;
    }

    public bool TryRetireAt(long count) => _link.TryRetire(ref _count, count);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _script.Starting(this, cancellationToken).ConfigureAwait(false);
        WasOvertaken = cancellationToken.IsCancellationRequested;
        HasStarted = true;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        BrokenPromiseException.Unless(!HasRun, "RunAsync was called twice.");
        HasRun = true;
        try
        {
            await _script.Running(this, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            RunHasEnded = true;
        }
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Exit = exit;
        _stage.Expect(++Ends == 1, $"AfterTerminateAsync of {this} was called {Ends} times.");
        _stage.Expect(HasStarted || IsAdopted, $"AfterTerminateAsync of {this} was called, whose start did not succeed.");
        _stage.Expect(IsAdopted || !HasRun || RunHasEnded || exit.Reason == ExitReason.Abandoned, $"AfterTerminateAsync of {this} was called before its run had ended.");
        _stage.Expect(Completion.IsCompleted, $"AfterTerminateAsync of {this} was called before its completion.");
        _stage.Expect(Disposals == 0, $"AfterTerminateAsync of {this} was called after its disposal.");
        _stage.Expect(!ReferenceEquals(_stage.Tracker.Find(Key), this), $"{this} was found while its AfterTerminateAsync ran.");
        CountAtTheEnd = Count;
        TitleAtTheEnd = Title;
        _stage.Expect(!_count.TryAdd(1, out _), $"{this} could be counted on in its AfterTerminateAsync.");
        try
        {
            await _script.Ending(exit).ConfigureAwait(false);
        }
        finally
        {
            if (IsAdopted)
                IsOver = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stage.Expect(++Disposals == 1, $"{this} was disposed {Disposals} times.");
        _stage.Expect(!HasStarted || Ends == 1, $"{this} was disposed before its AfterTerminateAsync.");
        try
        {
            await _script.Disposing().ConfigureAwait(false);
        }
        finally
        {
            IsOver = true;
        }
    }

    void ITracked<string>.Seal()
    {
        _count.Seal();
        _title.Seal();
        _survivor.Seal();
    }

    void ITracked<string>.Inherit(ITracked<string> previous) => _survivor.Restore(((Subject)previous).Survivor);

    public override string ToString() => $"{Key} no. {_stage.Made.TakeWhile(other => other != this).Count(other => other.Key == Key) + 1}";
}
