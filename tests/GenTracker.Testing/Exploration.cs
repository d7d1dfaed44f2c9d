using System;
using System.Collections.Generic;
using System.Diagnostics;
using GenTracker.Testing.Strategies;

namespace GenTracker.Testing;

/// <summary>
/// Runs a scenario in many orders of its steps, and stops at the first that breaks a promise, with a trace of its steps. The same seed gives the same schedule
/// on every machine.
/// </summary>
public sealed class Exploration
{
    private readonly string _name;
    private readonly Func<Scenario> _make;

    public Exploration(string name, Func<Scenario> make)
    {
        _name = name;
        _make = make;
    }

    /// <summary>Runs distinct schedules from consecutive seeds. Stops early if three times as many draws do not give that many.</summary>
    public ExplorationResult Sample(ulong seed, int distinct)
    {
        long began = Stopwatch.GetTimestamp();
        var digests = new HashSet<ulong>();
        int length = MeasureLength(out Batch first);
        Batch batch = first;
        if (first.Failure is null)
        {
            SeededStrategy? Next(int index) =>
                digests.Count < distinct && index < 3L * distinct ? new SeededStrategy(seed + (ulong)index, length) : null;
            batch = new Batch(_make, Next, digests, trace: null);
            batch.Run();
        }

        ulong last = seed + (ulong)batch.Count - 1;
        return new ExplorationResult
        {
            Scenario = _name,
            Schedules = batch.Count,
            Distinct = Math.Max(1, digests.Count),
            Steps = batch.Steps,
            Elapsed = Stopwatch.GetElapsedTime(began),
            Failure = batch.Failure,
            FailingSeed = batch.Failure is null || batch == first ? null : last,
            Trace = batch.Failure is null ? null : batch == first ? TraceOf(NoPreemption.Instance) : Replay(last),
        };
    }

    /// <summary>Runs each schedule with at most so many preemptions once, up to a limit.</summary>
    public ExplorationResult Exhaust(int preemptions, int limit = int.MaxValue)
    {
        long began = Stopwatch.GetTimestamp();
        var digests = new HashSet<ulong>();
        var search = new BoundedSearch(preemptions);
        bool isComplete = false;
        Strategy? Next(int index)
        {
            if (index == limit)
                return null;
            isComplete = index > 0 && !search.Advance();
            return isComplete ? null : search;
        }

        var batch = new Batch(_make, Next, digests, trace: null);
        batch.Run();
        string? trace = null;
        if (batch.Failure is not null)
        {
            search.Again();
            trace = TraceOf(search);
        }

        return new ExplorationResult
        {
            Scenario = _name,
            Schedules = batch.Count,
            Distinct = digests.Count,
            Steps = batch.Steps,
            Elapsed = Stopwatch.GetElapsedTime(began),
            Preemptions = preemptions,
            IsComplete = isComplete,
            Failure = batch.Failure,
            Trace = trace,
        };
    }

    /// <summary>Runs the schedule of one seed again, and returns its trace.</summary>
    public string Replay(ulong seed) => TraceOf(new SeededStrategy(seed, MeasureLength(out _)));

    /// <summary>The steps of the scenario without any preemption: preemptions are placed among them.</summary>
    private int MeasureLength(out Batch batch)
    {
        batch = new Batch(_make, static index => index == 0 ? NoPreemption.Instance : null, [], trace: null);
        batch.Run();
        return (int)batch.Steps;
    }

    private string TraceOf(Strategy strategy)
    {
        var trace = new Trace();
        new Batch(_make, index => index == 0 ? strategy : null, [], trace).Run();
        return trace.ToString();
    }
}
