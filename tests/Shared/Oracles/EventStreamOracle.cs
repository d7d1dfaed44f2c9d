using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Oracles;

/// <summary>
/// What one reader of a tracker's events must be told: numbers without gaps, each key's children one after the other, each beginning and end once.
/// It keeps the children that run, as far as the reader was told. Not thread-safe.
/// </summary>
/// <param name="report">Takes each event that does not fit: what is wrong, and of which key.</param>
internal sealed class EventStreamOracle<TKey, TChild>(Action<string, TKey?> report)
    where TKey : notnull
    where TChild : class
{
    private readonly Dictionary<TKey, TChild> _running = [];

    // Weak: an oracle keeps no child in memory that has ended.
    private readonly Dictionary<TKey, WeakReference<TChild>> _restarting = [];
    private readonly HashSet<TKey> _known = [];
    private long _number;
    private bool _isSynced;

    /// <summary>The children that run, as far as was told.</summary>
    public IReadOnlyCollection<TChild> Running => _running.Values;

    /// <summary>Takes the next event.</summary>
    public void Take(in ChildEvent<TKey, TChild> happened)
    {
        if (happened.Number != ++_number)
            Report(happened, $"comes in the place of event {_number}");
        switch (happened.Kind)
        {
            case ChildEventKind.Resync:
                Clear();
                break;
            case ChildEventKind.Synced:
                if (_isSynced)
                    Report(happened, "is told twice");
                _isSynced = true;
                break;
            case ChildEventKind.Present or ChildEventKind.Started or ChildEventKind.Restarted:
                OnRunning(happened);
                break;
            case ChildEventKind.Terminated:
                OnTerminated(happened);
                break;
            default:
                Report(happened, "has an unknown kind");
                break;
        }
    }

    /// <summary>The tracker has closed and the stream is complete: every child has ended.</summary>
    public void Complete()
    {
        if (!_isSynced)
            report("the event stream ended before Synced", default);
        foreach (TKey key in _running.Keys)
            report($"the event stream ended, and the end of {key} was never told", key);
        foreach (TKey key in _restarting.Keys)
            report($"the event stream ended, and neither the restart of {key} nor its end was told", key);
    }

    /// <summary>Forgets all children: the reader has fallen behind, or left.</summary>
    public void Clear()
    {
        _running.Clear();
        _restarting.Clear();
        _known.Clear();
        _isSynced = false;
    }

    private void OnRunning(in ChildEvent<TKey, TChild> happened)
    {
        TKey key = happened.Key!;
        bool wasAnnounced = _restarting.Remove(key);

        // The end before may have been told before this reader subscribed.
        bool isKnown = !_known.Add(key);
        if (_isSynced == happened.Kind is ChildEventKind.Present)
            Report(happened, _isSynced ? "comes after Synced" : "comes before Synced");
        if (isKnown && wasAnnounced != happened.Kind is ChildEventKind.Restarted)
            Report(happened, wasAnnounced ? "comes instead of the restart that was announced" : "was not announced");
        if (!_running.TryAdd(key, happened.Child!))
            Report(happened, "comes while another child of the key runs");
    }

    private void OnTerminated(in ChildEvent<TKey, TChild> happened)
    {
        TKey key = happened.Key!;
        TChild child = happened.Child!;
        bool willRestart = happened.Exit?.WillRestart == true;
        bool wasRunning = _running.Remove(key, out TChild? running);
        bool wasAnnounced = _restarting.Remove(key, out WeakReference<TChild>? last);
        bool isKnown = !_known.Add(key);
        if (!_isSynced)
            Report(happened, "comes before Synced");
        if (wasRunning && !ReferenceEquals(running, child))
            Report(happened, "tells of another child than the one that runs");
        if (!wasRunning && wasAnnounced && (willRestart || (last!.TryGetTarget(out TChild? ended) && !ReferenceEquals(ended, child))))
            Report(happened, "comes instead of the restart that was announced");
        if (!wasRunning && !wasAnnounced && isKnown)
            Report(happened, "is an end without a beginning");
        if (willRestart)
            _restarting[key] = new WeakReference<TChild>(child);
    }

    private void Report(in ChildEvent<TKey, TChild> happened, string what) =>
        report(
            $"event {happened.Number}, {happened.Kind} {happened.Key} {happened.Exit?.Reason}"
            + $"{(happened.Exit is { WillRestart: true } ? " (will restart)" : "")} {what}; "
            + $"running: {string.Join(' ', _running.Keys.Order())}",
            happened.Key);
}
