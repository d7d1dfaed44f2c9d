using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace GenTracker.Compare.Measuring;

/// <summary>One implementation of an operation.</summary>
internal sealed class Contender
{
    private readonly Func<int, double> _measure;

    private Contender(string name, Func<int, double> measure)
    {
        Name = name;
        _measure = measure;
    }

    public string Name { get; }

    /// <summary>Number of operations in a round, if it must not be calibrated.</summary>
    public int? Operations { get; private init; }

    /// <summary>Work in this process, timed by the caller.</summary>
    public static Contender Create(string name, Func<int, long> run) => new(name, operations => Time(operations, run));

    /// <summary>Asynchronous work in this process, timed by the caller.</summary>
    public static Contender Create(string name, Func<int, Task<long>> run) => Create(name, operations => run(operations).GetAwaiter().GetResult());

    /// <summary>Work with a preparation that is not timed.</summary>
    public static Contender Create(string name, Func<int, Task> prepare, Func<int, Task<long>> run) => new(name, operations =>
    {
        prepare(operations).GetAwaiter().GetResult();
        return Time(operations, count => run(count).GetAwaiter().GetResult());
    });

    /// <summary>Work that reports its own time in nanoseconds, such as that of another process.</summary>
    public static Contender SelfTimed(string name, Func<int, double> measure) => new(name, measure);

    /// <summary>Returns the contender with a fixed number of operations in a round.</summary>
    public Contender WithRoundsOf(int operations) => new(Name, _measure) { Operations = operations };

    /// <summary>Runs the operations.</summary>
    /// <returns>The total time in nanoseconds.</returns>
    public double Measure(int operations) => _measure(operations);

    private static double Time(int operations, Func<int, long> run)
    {
        long before = Stopwatch.GetTimestamp();
        long result = run(operations);
        double elapsed = Stopwatch.GetElapsedTime(before).TotalNanoseconds;
        GC.KeepAlive(result);
        return elapsed;
    }
}
