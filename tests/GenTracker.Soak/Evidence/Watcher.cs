using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Soak.Children;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Evidence;

/// <summary>Reads a tracker's events and keeps a mirror of its children by them; every event must fit what was told before.</summary>
internal sealed class Watcher<TKey, TChild>(Findings findings, Tracker<TKey, TChild> tracker, Func<TKey, KeyBook> bookOf)
    where TKey : notnull
    where TChild : class, ITracked<TKey>, IPlayer
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TChild> _running = [];
    private readonly Dictionary<TKey, WeakReference<TChild>> _awaited = [];
    private readonly HashSet<TKey> _known = [];
    private readonly Dictionary<TKey, TaskCompletionSource> _expected = [];
    private long _number;
    private bool _isSynced;

    /// <summary>Whether the tracker has told that the reader fell behind.</summary>
    public bool FellBehind { get; private set; }

    /// <summary>The children that run, as far as was told.</summary>
    public IReadOnlyList<TChild> Mirror
    {
        get
        {
            lock (_gate)
                return [.. _running.Values];
        }
    }

    /// <summary>Ends when the key's child was told of.</summary>
    public Task WhenToldOf(TKey key)
    {
        lock (_gate)
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running.ContainsKey(key))
                told.SetResult();
            else
                _expected[key] = told;
            return told.Task;
        }
    }

    /// <summary>Reads to the end of the stream, pausing before the events that the pace names.</summary>
    public async Task ReadAsync(Func<long, Task?> pace, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ChildEvent<TKey, TChild> happened in tracker.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                Take(happened);
                if (pace(happened.Number) is { } pause)
                    await pause.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            findings.Hit(Situation.WatcherLeaves);
            lock (_gate)
                _running.Clear();
            return;
        }
        catch (ScriptedException)
        {
            findings.Hit(Situation.WatcherThrows);
            lock (_gate)
                _running.Clear();
            return;
        }
        catch (Exception exception)
        {
            findings.Violation($"{tracker.Name}: an event stream failed: {exception}");
            return;
        }

        lock (_gate)
        {
            if (!_isSynced)
                findings.Violation($"{tracker.Name}: an event stream ended before Synced");
            foreach (TKey key in _running.Keys)
                findings.Violation($"{tracker.Name}: an event stream ended, and {key}'s end was never told", bookOf(key));
            foreach (TKey key in _awaited.Keys)
                findings.Violation($"{tracker.Name}: an event stream ended, and the end of {key}, which was to be restarted, was never told", bookOf(key));
        }
    }

    private void Take(in ChildEvent<TKey, TChild> happened)
    {
        findings.Add(Total.Events);
        lock (_gate)
        {
            if (happened.Number != ++_number)
                findings.Violation($"{tracker.Name}: event {happened.Number} instead of {_number}");
            switch (happened.Kind)
            {
                case ChildEventKind.Resync:
                    FellBehind = true;
                    findings.Hit(Situation.WatcherFellBehind);
                    _running.Clear();
                    _awaited.Clear();
                    _known.Clear();
                    _isSynced = false;
                    break;
                case ChildEventKind.Synced:
                    if (_isSynced)
                        findings.Violation($"{tracker.Name}: Synced was told twice");
                    _isSynced = true;
                    break;
                case ChildEventKind.Present:
                    if (_isSynced)
                        Broken(happened, "after Synced");
                    Begin(happened);
                    break;
                case ChildEventKind.Started:
                    if (_awaited.ContainsKey(happened.Key!))
                        Broken(happened, "while a restart was to follow");
                    Begin(happened);
                    break;
                case ChildEventKind.Restarted:
                    if (!_awaited.Remove(happened.Key!) && _known.Contains(happened.Key!))
                        Broken(happened, "though no restart was announced");
                    Begin(happened);
                    break;
                case ChildEventKind.Terminated:
                    End(happened);
                    break;
                default:
                    findings.Violation($"{tracker.Name}: an event of kind {happened.Kind}");
                    break;
            }

            if (happened.Key is { } key && happened.Kind != ChildEventKind.Resync && happened.Kind != ChildEventKind.Synced)
                _known.Add(key);
        }
    }

    private void Begin(in ChildEvent<TKey, TChild> happened)
    {
        if (!_isSynced && happened.Kind != ChildEventKind.Present)
            Broken(happened, "before Synced");
        if (!_running.TryAdd(happened.Key!, happened.Child!))
            Broken(happened, "while another child of the key runs");
        if (!EqualityComparer<TKey>.Default.Equals(happened.Child!.Link.Key, happened.Key!))
            Broken(happened, "of a child with another key");
        if (_expected.Remove(happened.Key!, out TaskCompletionSource? told))
            told.SetResult();
    }

    private void End(in ChildEvent<TKey, TChild> happened)
    {
        TKey key = happened.Key!;
        TChild child = happened.Child!;
        ChildExit exit = happened.Exit!.Value;
        bool knewRunning = _running.Remove(key, out TChild? running);
        bool knewAwaited = _awaited.Remove(key, out WeakReference<TChild>? awaited);
        if (knewRunning && !ReferenceEquals(running, child))
            Broken(happened, "of a child that is not the one that runs");
        if (!knewRunning && knewAwaited && (exit.WillRestart || (awaited!.TryGetTarget(out TChild? last) && !ReferenceEquals(last, child))))
            Broken(happened, "instead of the restart that was announced");
        if (!knewRunning && !knewAwaited && _known.Contains(key))
            Broken(happened, "of a child that was never told of, or twice");
        if (exit.WillRestart)
            _awaited.Add(key, new WeakReference<TChild>(child));

        // Final, and published: promises 3 and 4.
        if (!child.Completion.IsCompleted)
            Broken(happened, "before Completion");
        if (child.TryIncrementCount(1, out _))
            Broken(happened, "of a child that takes counts");
        if (ReferenceEquals(tracker.Find(key), child))
            Broken(happened, "of a child that is found");
    }

    private void Broken(in ChildEvent<TKey, TChild> happened, string what) =>
        findings.Violation(
            $"{tracker.Name}: event {happened.Number}, {happened.Kind} {happened.Key} {happened.Exit?.Reason}{(happened.Exit is { WillRestart: true } ? ", restarts" : "")}, {what}; running: {string.Join(' ', _running.Keys.Order())}",
            bookOf(happened.Key!));
}
