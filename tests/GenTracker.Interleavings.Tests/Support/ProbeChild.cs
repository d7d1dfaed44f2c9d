using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>A child that records its own steps and reports each that comes in the wrong order.</summary>
internal sealed class ProbeChild : ITracked<string>, ITrackedChild, IAsyncDisposable
{
    private ChildLink<string> _link;
    private readonly TrackerHarness _harness;
    private readonly ChildScript _script;
    private CounterSlot _count;
    private SeqLockSlot<string> _title = new("untitled");
    private CancellationToken _stoppingToken;
    private bool _isHeld;
    private CounterSlot _survivor;

    public ProbeChild(TrackerHarness harness, string key, ChildScript script, string? opener = null, bool isAdopted = false)
    {
        _harness = harness;
        _script = script;
        Key = key;
        Opener = opener;
        IsAdopted = isAdopted;
        Completion = _link.Completion;
        harness.Add(this);
    }

    /// <summary>Its key. An object that was refused may get another one.</summary>
    public string Key { get; set; }

    /// <summary>The opener whose arguments it got.</summary>
    public string? Opener { get; }

    public Task<ChildExit> Completion { get; }

    public ref ChildLink<string> Link => ref _link;

    public long Count => _count.Value;

    public long Survivor => _survivor.Value;

    public string Title => _title.Value;

    public bool IsAdopted { get; }

    /// <summary>Whether it is an incarnation of its key: an object that was made to be adopted may wait for the key, or never get it.</summary>
    public bool IsIncarnation => _isHeld |= !IsAdopted || _link.HasIncarnation;

    /// <summary>Whether it may be abandoned.</summary>
    public bool MayBeAbandoned => _script.MayBeAbandoned;

    public bool HasStarted { get; private set; }

    /// <summary>Whether it was stopped during its start. Then nobody may find it.</summary>
    public bool WasStoppedInStart { get; private set; }

    public bool HasRun { get; private set; }

    public bool RunHasEnded { get; private set; }

    public ChildExit? Exit { get; private set; }

    public int AfterTerminateCalls { get; private set; }

    public int Disposals { get; private set; }

    /// <summary>Whether all of its code has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The sum of the increments that returned true.</summary>
    public long Done { get; private set; }

    public long CountAtEnd { get; private set; }

    public string? TitleAtEnd { get; private set; }

    /// <summary>Whether an event reported its end.</summary>
    public bool EndWasReported { get; set; }

    /// <summary>Whether a write was refused.</summary>
    public bool WasRefused { get; private set; }

    /// <summary>Whether a caller found it.</summary>
    public bool WasFound { get; set; }

    /// <summary>Whether anything has published its end.</summary>
    public bool EndIsPublished => AfterTerminateCalls > 0 || EndWasReported || WasRefused || Completion.IsCompleted;

    public bool TryIncrement(long delta = 1)
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

    /// <summary>Takes a lease; null if the child has ended.</summary>
    public CounterLease? Acquire()
    {
        if (!_link.TryAcquire<long, CountLease>(_count.TryAddUpTo(long.MaxValue, 1, out _), this, 1, out CounterLease? lease))
        {
            WasRefused = true;
            return null;
        }

        Done++;
        return lease;
    }

    public SlotResult IncrementUpTo(long max)
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

    public bool TryIncrementSurvivor()
    {
        bool done = _survivor.TryAdd(1, out _);
        if (done)
            _link.NotifyWrite();
        return done;
    }

    public bool TryRetire() => _link.TryRetire();

    public bool TryRetireAt(long count) => _link.TryRetire(ref _count, count);

    /// <summary>Takes the token of an adopted child.</summary>
    public void SetStoppingToken(CancellationToken stoppingToken) => _stoppingToken = stoppingToken;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _stoppingToken = cancellationToken;
        await _script.OnStart(this, cancellationToken).ConfigureAwait(false);
        WasStoppedInStart = cancellationToken.IsCancellationRequested;
        HasStarted = true;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        PromiseViolationException.Unless(!HasRun, "RunAsync was called twice.");
        HasRun = true;
        try
        {
            await _script.OnRun(this, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            RunHasEnded = true;
        }
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Exit = exit;
        _harness.ExpectOneIncarnation(Key);
        _harness.Expect(HasFired, $"AfterTerminateAsync of {this} was called before its token had fired.");
        _harness.Expect(++AfterTerminateCalls == 1, $"AfterTerminateAsync of {this} was called {AfterTerminateCalls} times.");
        _harness.Expect(HasStarted || IsAdopted, $"AfterTerminateAsync of {this} was called, and its start did not succeed.");
        _harness.Expect(
            IsAdopted || !HasRun || RunHasEnded || exit.Reason == ExitReason.Abandoned,
            $"AfterTerminateAsync of {this} was called before its run had ended.");
        _harness.Expect(Completion.IsCompleted, $"AfterTerminateAsync of {this} was called before its completion.");
        _harness.Expect(Disposals == 0, $"AfterTerminateAsync of {this} was called after its disposal.");
        _harness.Expect(!ReferenceEquals(_harness.Tracker.Find(Key), this), $"{this} was found while its AfterTerminateAsync ran.");
        CountAtEnd = Count;
        TitleAtEnd = Title;
        _harness.Expect(!_count.TryAdd(1, out _), $"{this} could be incremented in its AfterTerminateAsync.");
        try
        {
            await _script.OnAfterTerminate(exit).ConfigureAwait(false);
        }
        finally
        {
            if (IsAdopted)
                IsOver = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _harness.ExpectOneIncarnation(Key);
        _harness.Expect(HasFired, $"{this} was disposed before its token had fired.");
        _harness.Expect(++Disposals == 1, $"{this} was disposed {Disposals} times.");
        _harness.Expect(!HasStarted || AfterTerminateCalls == 1, $"{this} was disposed before its AfterTerminateAsync.");
        try
        {
            await _script.OnDispose().ConfigureAwait(false);
        }
        finally
        {
            IsOver = true;
        }
    }

    /// <summary>Whether its token has fired, if it has got one.</summary>
    private bool HasFired => !_stoppingToken.CanBeCanceled || _stoppingToken.IsCancellationRequested;

    void ITracked<string>.Seal()
    {
        _count.Seal();
        _title.Seal();
        _survivor.Seal();
    }

    void ITracked<string>.Inherit(ITracked<string> previous) => _survivor.Restore(((ProbeChild)previous).Survivor);

    public override string ToString() => $"{Key} no. {_harness.Children.TakeWhile(other => other != this).Count(other => other.Key == Key) + 1}";

    // A lease that gave back has counted 1 down; the final value tells whether it came before the seal.
    private readonly struct CountLease : ILeasedCounter<long>
    {
        public static void GiveBack(object child, long delta)
        {
            var leased = (ProbeChild)child;
            if (!leased._count.TryGiveBack(delta))
                return;
            leased.Done -= delta;
            leased._link.NotifyWrite();
        }
    }
}
