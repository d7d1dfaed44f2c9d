using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading;

namespace GenTracker.Soak.Oracles;

/// <summary>
/// One key of one tracker: its children that live now, its last steps, and what all its children add up to. A child that is over and unused is
/// checked and dropped, so that a long soak needs no more memory than a short one.
/// </summary>
internal sealed class KeyHistory(SoakReport report, string name)
{
    private readonly Lock _lock = new();
    private readonly List<ChildOracle> _present = [];
    private readonly (long Time, int Thread, long Child, string Step, string? Detail)[] _last = new (long, int, long, string, string?)[64];
    private int _steps;
    private long _highestIncarnation;
    private long _byKeyReported;
    private long _byKeyFinal;

    public string Name => name;

    /// <summary>Notes a step. It is put into words only if a promise is broken.</summary>
    public void Note(long child, string step, string? detail = null)
    {
        int index = Interlocked.Increment(ref _steps) - 1;
        _last[index & (_last.Length - 1)] = (Stopwatch.GetTimestamp(), Environment.CurrentManagedThreadId, child, step, detail);
    }

    /// <summary>A child lives under the key from now on.</summary>
    public void Enter(ChildOracle child)
    {
        lock (_lock)
            _present.Add(child);
        CheckAlone(child);
        Sweep();
    }

    /// <summary>Promise 1: no other child of the key is starting, running or ending, unless it was abandoned.</summary>
    public void CheckAlone(ChildOracle child)
    {
        ChildOracle[] present;
        lock (_lock)
        {
            if (child.IsAbandoned || _present.Count == 1)
                return;
            present = [.. _present];
        }

        foreach (ChildOracle other in present)
        {
            if (ReferenceEquals(other, child) || other.IsOver || other.IsAbandoned)
                continue;

            // An abandoned child is listed before its key is free and until its code has ended, so one of the two looks sees it.
            if (!other.IsOverOrAbandoned() && !child.IsOverOrAbandoned())
                report.Violation($"two children of one key at once: #{other.Id} is not over while #{child.Id} lives", this);
        }
    }

    /// <summary>Promise: the incarnation numbers of a key rise.</summary>
    public void CheckIncarnation(ChildOracle child, long incarnation)
    {
        lock (_lock)
        {
            if (incarnation > _highestIncarnation)
            {
                _highestIncarnation = incarnation;
                return;
            }
        }

        if (!child.LooksAbandoned())
            report.Violation($"incarnation {incarnation} of #{child.Id} after incarnation {_highestIncarnation}", this);
    }

    public void ReportByKey(long count) => Interlocked.Add(ref _byKeyReported, count);

    public void FinishByKey(long count) => Interlocked.Add(ref _byKeyFinal, count);

    /// <summary>Whether all children of the key are over.</summary>
    public bool IsQuiet()
    {
        Sweep();
        lock (_lock)
            return _present.Count == 0;
    }

    /// <summary>Checks what is left when nobody does anything and nothing hangs.</summary>
    public void CheckEnd()
    {
        Sweep();
        lock (_lock)
        {
            foreach (ChildOracle child in _present)
                report.Violation($"#{child.Id} has not ended: {child}", this);
        }

        if (_byKeyReported != _byKeyFinal)
            report.Violation($"{_byKeyReported} increments by key were reported, {_byKeyFinal} are in the children's final values", this);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        int steps = Volatile.Read(ref _steps);
        for (int i = Math.Max(0, steps - _last.Length); i < steps; i++)
        {
            (long time, int thread, long child, string step, string? detail) = _last[i & (_last.Length - 1)];
            text.Append(CultureInfo.InvariantCulture, $"  {time * 1000.0 / Stopwatch.Frequency,14:F3} ms  thread {thread,3}  #{child} {step} {detail}\n");
        }

        return text.ToString();
    }

    private void Sweep()
    {
        lock (_lock)
            _present.RemoveAll(static child => child.TryVerify());
    }
}
