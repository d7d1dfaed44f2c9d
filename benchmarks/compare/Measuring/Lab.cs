using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime;
using System.Threading;

namespace GenTracker.Compare.Measuring;

/// <summary>
/// Measures contenders against each other in many short rounds. All contenders run in each round, in rotating order. So other load on the machine affects
/// all of them, and the ratio within a round is fair.
/// </summary>
internal sealed class Lab(bool quick)
{
    private const double NanosecondsInAMillisecond = 1e6;

    private readonly List<Measurement> _measurements = [];

    /// <summary>Whether to be quick instead of exact.</summary>
    public bool Quick => quick;

    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>Measures our contender against each of the others, or alone if there are none.</summary>
    /// <param name="about">The comparison. The id of each other contender is appended to its id.</param>
    /// <param name="ours">Our contender.</param>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="milliseconds">The approximate time of one contender in one round.</param>
    /// <param name="others">The other contenders, with the goal for each.</param>
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

    /// <summary>Adds a measurement made elsewhere.</summary>
    public void Add(Measurement measurement)
    {
        _measurements.Add(measurement);
        Console.WriteLine(Line.Format(Result.Combine([measurement])));
    }

    /// <summary>
    /// Runs all contenders often enough for the optimizing compiler, which compiles a method twice: with counters of its use, and with what they show.
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

            AwaitCompiler();
        }
    }

    /// <summary>Waits until nothing more is compiled. The compiler starts in the background after a tenth of a second without new methods.</summary>
    private static void AwaitCompiler()
    {
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Thread.Sleep(200);
        }
        while (JitInfo.GetCompiledMethodCount() != compiled);
    }

    /// <summary>Returns the number of operations that take about the given time.</summary>
    private static int Calibrate(Contender contender, double milliseconds)
    {
        if (contender.Operations is { } given)
            return given;
        double target = milliseconds * NanosecondsInAMillisecond;
        int operations = 64;
        while (true)
        {
            // The fastest of three, because an interrupted run is too slow.
            double elapsed = Math.Min(contender.Measure(operations), Math.Min(contender.Measure(operations), contender.Measure(operations)));
            if (elapsed >= target / 4)
                return (int)Math.Clamp(operations * target / elapsed, 8, 1e8) / 8 * 8;
            operations *= 2;
        }
    }
}
