using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Observability;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Exits;

/// <summary>
/// Ends are remembered while they are read. A list has each end once, the later of two that follow each other first, and each that was added before, unless as
/// many others as are remembered may be newer. It is as long as it may be, less what is being added.
/// </summary>
/// <param name="capacity">How many are remembered.</param>
/// <param name="counts">How many ends each actor adds.</param>
internal sealed class RecentExitsRace(int capacity, params int[] counts) : Scenario
{
    private readonly RecentExits<string, ProbeChild, long> _exits = new(new ProbeAttrsReader(), capacity);
    private readonly List<Addition> _added = [];
    private Schedule _schedule = null!;

    // Counts what begins and what ends, so that it tells what comes before what.
    private int _clock;

    public override void Begin(Schedule schedule)
    {
        _schedule = schedule;
        foreach ((int actor, int count) in counts.Index())
        {
            schedule.Start($"adds {actor}", () =>
            {
                for (int i = 0; i < count; i++)
                    Add($"{actor}/{i}");
                return Task.CompletedTask;
            });
        }

        schedule.Start("reads", () =>
        {
            Read();
            Read();
            return Task.CompletedTask;
        });
    }

    public override void Check() =>
        PromiseViolationException.Unless(Read() == capacity, $"Not {capacity} ends are remembered in the end, but another number.");

    private void Add(string key)
    {
        var addition = new Addition(key, ++_clock);
        _added.Add(addition);
        _exits.Add(key, child: null, default);
        addition.Ended = ++_clock;
    }

    private int Read()
    {
        int begun = ++_clock;
        Addition[] read = [.. _exits.ToArray().Select(record => _added.Single(addition => addition.Key == record.Key))];
        _schedule.Note(() => "remembered: " + string.Join(", ", read.Select(static addition => addition.Key)));
        PromiseViolationException.Unless(read.Distinct().Count() == read.Length, "An end is remembered twice.");
        for (int newer = 0; newer < read.Length; newer++)
        {
            for (int older = newer + 1; older < read.Length; older++)
            {
                PromiseViolationException.Unless(
                    !read[newer].IsBefore(read[older].Begun), $"{read[newer].Key} was added before {read[older].Key}, and comes first as if it was newer.");
            }
        }

        foreach (Addition missing in _added.Except(read))
        {
            if (missing.IsBefore(begun) || read.Any(other => missing.IsBefore(other.Begun)))
            {
                int newer = _added.Count(other => !ReferenceEquals(other, missing) && !other.IsBefore(missing.Begun));
                PromiseViolationException.Unless(newer >= capacity, $"{missing.Key} was added before, and is not remembered: only {newer} can be newer.");
            }
        }

        // Each end that is being added at the moment of the read may have the place of an older one.
        int ended = ++_clock;
        PromiseViolationException.Unless(
            Enumerable.Range(begun, ended - begun + 1).Any(time => read.Length + CountUnderWay(time) >= Math.Min(capacity, CountBefore(time))),
            $"At no moment of the read were only {read.Length} ends remembered.");
        return read.Length;
    }

    private int CountUnderWay(int time) => _added.Count(addition => addition.Begun <= time && !addition.IsBefore(time));

    private int CountBefore(int time) => _added.Count(addition => addition.IsBefore(time));

    private sealed record Addition(string Key, int Begun)
    {
        public int? Ended { get; set; }

        /// <summary>Whether it had ended by then.</summary>
        public bool IsBefore(int time) => Ended < time;
    }
}
