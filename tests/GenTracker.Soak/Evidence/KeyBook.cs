using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// The history of one key of one tracker: who lives under it now, what happened last, and what all its children add up to. A child is
/// checked and dropped when it is over and nobody uses it any more, so that a long soak needs no more memory than a short one.
/// </summary>
internal sealed class KeyBook(Findings findings, string name)
{
    private readonly Lock _gate = new();
    private readonly List<Witness> _present = [];
    private readonly (long Time, int Thread, long Child, Step Step, string? Detail)[] _last = new (long, int, long, Step, string?)[64];
    private int _steps;
    private long _highestIncarnation;
    private long _byKeyReported;
    private long _byKeyFinal;

    public string Name => name;

    /// <summary>Notes what happened. Cheap: it is put into words only when a promise was broken.</summary>
    public void Note(long child, Step step, string? detail = null)
    {
        int index = Interlocked.Increment(ref _steps) - 1;
        _last[index & (_last.Length - 1)] = (Stopwatch.GetTimestamp(), Environment.CurrentManagedThreadId, child, step, detail);
    }

    /// <summary>A child lives under the key from now on.</summary>
    public void Enter(Witness witness)
    {
        lock (_gate)
            _present.Add(witness);
        CheckAlone(witness);
        Sweep();
    }

    /// <summary>Promise 1: no other child of the key is starting, running or ending, save those that were given up.</summary>
    public void CheckAlone(Witness witness)
    {
        if (witness.IsGivenUp)
            return;
        Witness[] others;
        lock (_gate)
        {
            if (_present.Count == 1)
                return;
            others = [.. _present];
        }

        foreach (Witness other in others)
        {
            if (ReferenceEquals(other, witness) || other.IsOver || other.IsGivenUp)
                continue;

            // Whoever is given up is listed before its key is free, until its code has ended: one of the two looks sees it.
            if (!other.LookWhetherGivenUp() && !other.IsOver && !witness.LookWhetherGivenUp() && !witness.IsOver)
                findings.Violation($"two children of one key at once: #{other.Id} is not over while #{witness.Id} lives", this);
        }
    }

    /// <summary>Promise: the incarnation's number only ever rises.</summary>
    public void CheckIncarnation(Witness witness, long incarnation)
    {
        lock (_gate)
        {
            if (incarnation > _highestIncarnation)
            {
                _highestIncarnation = incarnation;
                return;
            }
        }

        if (!witness.LookWhetherGivenUp())
            findings.Violation($"incarnation {incarnation} of #{witness.Id} after incarnation {_highestIncarnation}", this);
    }

    public void ReportByKey(long count) => Interlocked.Add(ref _byKeyReported, count);

    public void FinishByKey(long count) => Interlocked.Add(ref _byKeyFinal, count);

    /// <summary>Checks and drops those who are over and in nobody's hands.</summary>
    public void Sweep()
    {
        lock (_gate)
            _present.RemoveAll(static witness => witness.TryVerify());
    }

    /// <summary>Checks what is left when nobody does anything any more and nothing hangs.</summary>
    public void CheckEnd()
    {
        Sweep();
        lock (_gate)
        {
            foreach (Witness witness in _present)
                findings.Violation($"#{witness.Id} has not ended: {witness}", this);
        }

        if (_byKeyReported != _byKeyFinal)
            findings.Violation($"{_byKeyReported} counts by key were reported, {_byKeyFinal} are in the children's final values", this);
    }

    /// <summary>Whether all children of the key are over.</summary>
    public bool IsQuiet()
    {
        Sweep();
        lock (_gate)
            return _present.Count == 0;
    }

    public string History()
    {
        var text = new StringBuilder();
        int steps = Volatile.Read(ref _steps);
        for (int i = Math.Max(0, steps - _last.Length); i < steps; i++)
        {
            (long time, int thread, long child, Step step, string? detail) = _last[i & (_last.Length - 1)];
            text.Append(CultureInfo.InvariantCulture, $"  {time * 1000.0 / Stopwatch.Frequency,14:F3} ms  thread {thread,3}  #{child} {step} {detail}\n");
        }

        return text.ToString();
    }
}
