using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace GenTracker.BlockedPool;

/// <summary>
/// Measures how long the stop of one child takes while others block the threads of the pool. Each measurement has a process of its own, because a pool keeps
/// the threads that it was given.
/// </summary>
internal static class Program
{
    private const int Repetitions = 5;

    private static readonly int[] BlockerCounts = [0, 8, 32, 200];

    private static readonly (string Name, Func<int, TimeSpan> Measure)[] Contenders =
    [
        ("GenTracker", static count => Measurements.MeasureTracker(count, longRunning: false)),
        ("GenTracker, LongRunning", static count => Measurements.MeasureTracker(count, longRunning: true)),
        ("by hand", Measurements.MeasureByHand),
    ];

    private static int Main(string[] arguments)
    {
        if (arguments is [var contenderText, var countText])
        {
            int contender = int.Parse(contenderText, CultureInfo.InvariantCulture);
            TimeSpan took = Contenders[contender].Measure(int.Parse(countText, CultureInfo.InvariantCulture));
            Console.WriteLine(took.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture));
            return 0;
        }

        Console.WriteLine("| children that block | " + string.Join(" | ", Contenders.Select(static contender => contender.Name)) + " |");
        Console.WriteLine("| ---: |" + string.Concat(Contenders.Select(static _ => " ---: |")));
        foreach (int count in BlockerCounts)
        {
            string[] medians =
                [.. Enumerable.Range(0, Contenders.Length).Select(contender => GetMedian(contender, count).ToString("F1", CultureInfo.InvariantCulture))];
            Console.WriteLine($"| {count} | {string.Join(" ms | ", medians)} ms |");
        }

        return 0;
    }

    private static double GetMedian(int contender, int count)
    {
        double[] times = [.. Enumerable.Range(0, Repetitions).Select(_ => MeasureInProcess(contender, count)).Order()];
        return times[Repetitions / 2];
    }

    private static double MeasureInProcess(int contender, int count)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [$"{contender}", $"{count}"]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
