using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace GenTracker.Compare.Measuring;

/// <summary>
/// Measures contenders against each other: in many short rounds, in each of which all take their turns, the order turning too. So whatever else the
/// machine does at the time meets them all, and the ratio of a round is a fair one.
/// </summary>
internal sealed class Lab(bool quick)
{
    private const double NanosecondsInAMillisecond = 1e6;

    private readonly List<Measurement> _measurements = [];

    /// <summary>Whether to be done soon rather than exact.</summary>
    public bool Quick => quick;

    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>Measures ours against each of the others, or for itself where there are none.</summary>
    /// <param name="about">What is measured. The id of each of the others is put behind its own.</param>
    /// <param name="ours">Our contender.</param>
    /// <param name="rounds">How many rounds to make.</param>
    /// <param name="milliseconds">About how long each contender's part of a round shall take.</param>
    /// <param name="others">Against whom, with the goal for each.</param>
    public void Compare(Measurement about, Contender ours, int rounds, double milliseconds, params (string Id, Contender Contender, double? Goal)[] others)
    {
        Contender[] all = [ours, .. others.Select(other => other.Contender)];
        WarmUp(all);
        int[] operations = [.. all.Select(contender => Calibrate(contender, milliseconds))];
        int count = quick ? Math.Max(3, rounds / 5) : rounds;
        double[][] costs = [.. all.Select(_ => new double[count])];
        for (int round = 0; round < count; round++)
        {
            for (int turn = 0; turn < all.Length; turn++)
            {
                int at = (turn + round) % all.Length;
                costs[at][round] = all[at].Measure(operations[at]) / operations[at];
            }
        }

        about = about with { OurWay = ours.Name };
        if (others.Length == 0)
            Add(about with { OurRounds = costs[0] });
        for (int i = 0; i < others.Length; i++)
        {
            Add(about with
            {
                Id = $"{about.Id}/{others[i].Id}",
                Theirs = others[i].Contender.Name,
                Goal = others[i].Goal,
                OurRounds = costs[0],
                TheirRounds = costs[i + 1],
            });
        }
    }

    /// <summary>Adds what was measured otherwise.</summary>
    public void Add(Measurement measurement)
    {
        _measurements.Add(measurement);
        Console.WriteLine(Line.Of(Result.Of([measurement])));
    }

    /// <summary>
    /// Runs everything often enough to be compiled by the optimizing compiler with what was seen of it, and waits for that: it begins when
    /// nothing new was compiled for a tenth of a second, and works in the background.
    /// </summary>
    private static void WarmUp(Contender[] all)
    {
        for (int batch = 0; batch < 4; batch++)
        {
            foreach (Contender contender in all.Where(contender => contender.Operations is null))
            {
                for (int i = 0; i < 40; i++)
                    contender.Measure(64);
            }

            Thread.Sleep(200);
        }
    }

    /// <summary>How many operations take about so long.</summary>
    private static int Calibrate(Contender contender, double milliseconds)
    {
        if (contender.Operations is { } given)
            return given;
        double target = milliseconds * NanosecondsInAMillisecond;
        int operations = 64;
        while (true)
        {
            // The fastest of three: one that was held up says nothing of how long it takes.
            double elapsed = Math.Min(contender.Measure(operations), Math.Min(contender.Measure(operations), contender.Measure(operations)));
            if (elapsed >= target / 4)
                return (int)Math.Clamp(operations * target / elapsed, 8, 1e8) / 8 * 8;
            operations *= 2;
        }
    }
}
