using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Interleavings.Support;

/// <content>Calls that replace whoever holds a key, and what they promise together.</content>
internal sealed partial class TrackerHarness
{
    private readonly List<ReplacementCall> _replacements = [];
    private int _moment;

    /// <summary>Checks promise 1: of all objects of the key that are one of its incarnations, at most one is not over.</summary>
    public void ExpectOneIncarnation(string key)
    {
        // Two passes: the first one may be interrupted, and the second one looks at one moment.
        ProbeChild[] made = [.. Children];
        ProbeChild[] incarnations = [.. made.Where(child => child.Key == key && !child.MayBeAbandoned && !child.IsOver && child.IsIncarnation)];
        ProbeChild[] present = [.. incarnations.Where(child => child.Key == key && !child.IsOver)];
        Expect(present.Length <= 1, $"{key} has {present.Length} incarnations: {string.Join(", ", present.Select(static child => child.ToString()))}.");
    }

    /// <summary>Opens a key that must be free; null if it was refused, and why.</summary>
    public async Task<(ProbeChild? Child, TrackerException? Refusal)> TryOpenNewAsync(string key, string caller, ChildScript? script = null)
    {
        try
        {
            ProbeChild child = await Tracker.OpenNewAsync(key, name => Create(name, script, caller), CancellationToken.None);
            Schedule.Note(() => $"open new {key} by {caller}: {child}");
            Expect(child.Opener == caller, $"{caller} opened {key}, and got the child of {child.Opener}.");
            child.WasFound = true;
            return (child, null);
        }
        catch (TrackerException refusal)
        {
            Schedule.Note(() => $"open new {key} by {caller}: {refusal.GetType().Name}");
            return (null, refusal);
        }
    }

    /// <summary>Reopens a key; null if it was refused, and why. Each caller has a name of its own.</summary>
    public async Task<ReplacementCall> ReopenAsync(string key, string caller, ChildScript? script = null, CancellationToken cancellationToken = default)
    {
        ReplacementCall call = Invoke(key, caller);
        Task<ProbeChild> reopening = Tracker.ReopenAsync(key, name => Create(name, script, caller), cancellationToken);
        call.ReturnedAt = _moment++;
        try
        {
            ProbeChild child = await reopening;
            Expect(child.HasStarted, $"{child} was returned before it had started.");
            SetChild(call, child);
        }
        catch (Exception refusal) when (refusal is TrackerException or OperationCanceledException)
        {
            SetRefusal(call, refusal);
        }

        return call;
    }

    /// <summary>Takes a key over with an object; null if it was refused, and why. Its owner ends it as soon as it is told to.</summary>
    public async Task<ReplacementCall> TakeOverAsync(string key, string caller, ProbeChild child, CancellationToken cancellationToken = default)
    {
        ReplacementCall call = Invoke(key, caller);
        Task<ChildRegistration> takeover = Tracker.TakeOverAsync(key, child, null, cancellationToken);
        call.ReturnedAt = _moment++;
        try
        {
            ChildRegistration registration = await takeover;
            SetChild(call, child);
            Own(child, registration);
        }
        catch (Exception refusal) when (refusal is TrackerException or OperationCanceledException)
        {
            Expect(!child.IsIncarnation, $"{child} was refused, and is an incarnation of {key}.");
            SetRefusal(call, refusal);
        }

        return call;
    }

    /// <summary>Makes an object that its owner can adopt.</summary>
    public ProbeChild CreateAdopted(string key, string owner) => new(this, key, new ChildScript(), owner, isAdopted: true);

    /// <summary>Adopts an object that was refused under a key: its binding must be gone. Its key is free, so it must be adopted.</summary>
    public void AdoptElsewhere(ProbeChild refused, string key)
    {
        refused.Key = key;
        try
        {
            Own(refused, Tracker.AddExisting(key, refused));
        }
        catch (TrackerClosedException)
        {
        }
        catch (TrackerException refusal)
        {
            Expect(false, $"{refused} was refused, and cannot be adopted again: {refusal.Message}");
        }
    }

    /// <summary>Owns an adopted child: counts on it, and ends it when it is told to.</summary>
    public void Own(ProbeChild child, ChildRegistration registration)
    {
        child.SetStoppingToken(registration.Stopping);
        ExpectOneIncarnation(child.Key);
        Schedule.Start(
            "owns " + child,
            async () =>
            {
                child.TryIncrement();
                await ChildScript.RunUntilStoppedAsync(registration.Stopping);
                Expect(child.TryIncrement(), $"{child} refused an increment before it was ended.");
                await registration.DisposeAsync();
                Expect(child.IsOver, $"The registration of {child} was disposed, and its end has not run.");
            },
            mayWaitForever: true);
    }

    /// <summary>Stops this very child. Then it is over, whatever the answer.</summary>
    public async Task<bool> StopAsync(ProbeChild child)
    {
        bool stopped = await Tracker.StopAsync(child);
        Schedule.Note(() => $"stop {child}: {stopped}");
        Expect(child.IsOver || child.MayBeAbandoned, $"The stop of {child} returned {stopped}, and it is not over.");
        return stopped;
    }

    /// <summary>Waits until the key is free. Then all children that it had before are over.</summary>
    public async Task WhenFreeAsync(string key)
    {
        ProbeChild[] made = [.. Children];
        ProbeChild[] there = [.. made.Where(child => child.Key == key && child.IsIncarnation)];
        await Tracker.WhenFreeAsync(key);
        Schedule.Note(() => $"{key} is free");
        ExpectOver(there, "WhenFreeAsync has ended");
    }

    /// <summary>Checks, when no call is left, that a call after which no other one began has won, and that its child has the key.</summary>
    public void ExpectLastCallHolds(string key)
    {
        ReplacementCall[] last = [.. _replacements.Where(call => call.Key == key && !_replacements.Exists(call.IsBefore))];
        ProbeChild? holder = Find(key);
        Expect(
            last.Any(call => call.Child is not null && call.Child == holder),
            $"{key} is held by {holder?.ToString() ?? "nobody"}, and the last callers are {string.Join(", ", last.Select(static call => call.Caller))}.");
    }

    /// <summary>Checks, when no call is left, that each place of the tracker that is taken has a running child.</summary>
    public void ExpectSettled() => Expect(Tracker.WhenSettledAsync().IsCompleted, "Nothing is left that could run, and the tracker is not settled.");

    private ReplacementCall Invoke(string key, string caller)
    {
        var call = new ReplacementCall(key, caller, _moment++);
        _replacements.Add(call);
        return call;
    }

    private void SetChild(ReplacementCall call, ProbeChild child)
    {
        Schedule.Note(() => $"{call.Caller} has got {call.Key}: {child}");
        Expect(child.Opener == call.Caller, $"{call.Caller} replaced the child of {call.Key}, and got the child of {child.Opener}.");
        child.WasFound = true;
        call.Child = child;
    }

    private void SetRefusal(ReplacementCall call, Exception refusal)
    {
        Schedule.Note(() => $"{call.Caller} has not got {call.Key}: {refusal.GetType().Name}");
        call.Refusal = refusal;
    }

    /// <summary>Each call was told, a superseded one because of another that was not over before it began, and the others got the key in their order.</summary>
    private void CheckReplacements()
    {
        foreach (ReplacementCall call in _replacements)
        {
            Expect(call.Child is not null || call.Refusal is not null, $"{call.Caller} was not told whether it has got {call.Key}.");
            if (call.IsSuperseded)
            {
                Expect(
                    _replacements.Exists(other => other != call && other.Key == call.Key && !other.IsBefore(call)),
                    $"{call.Caller} was superseded, and all other calls had returned before it began.");
                Expect(
                    Children.TrueForAll(child => child.Opener != call.Caller || child.IsAdopted || !child.WasFound),
                    $"{call.Caller} was superseded, and its child was found.");
            }

            foreach (ReplacementCall later in _replacements.Where(later => later.Key == call.Key && call.IsBefore(later)))
            {
                Expect(
                    call.Child is null || later.Child is null || call.Child.Link.Incarnation < later.Child.Link.Incarnation,
                    $"{call.Caller} called before {later.Caller}, and got the key after it.");
            }
        }
    }
}
