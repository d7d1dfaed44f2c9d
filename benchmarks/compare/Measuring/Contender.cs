using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace GenTracker.Compare.Measuring;

/// <summary>One way to do some work.</summary>
internal sealed class Contender
{
    private readonly Func<int, double> _measure;

    private Contender(string name, Func<int, double> measure)
    {
        Name = name;
        _measure = measure;
    }

    public string Name { get; }

    /// <summary>Where not even a trial is wanted: how many operations a round has.</summary>
    public int? Operations { get; private init; }

    /// <summary>Work in this process, measured from outside.</summary>
    public static Contender Of(string name, Func<int, long> run) => new(name, operations => Time(operations, run));

    /// <summary>The same, with awaits.</summary>
    public static Contender Of(string name, Func<int, Task<long>> run) => Of(name, operations => run(operations).GetAwaiter().GetResult());

    /// <summary>Work that needs some that is not measured before.</summary>
    public static Contender Of(string name, Func<int, Task> prepare, Func<int, Task<long>> run) => new(name, operations =>
    {
        prepare(operations).GetAwaiter().GetResult();
        return Time(operations, count => run(count).GetAwaiter().GetResult());
    });

    /// <summary>Work that says itself how many nanoseconds it took, such as another process's.</summary>
    public static Contender SelfTimed(string name, Func<int, double> measure) => new(name, measure);

    /// <summary>The same contender, with rounds of so many operations.</summary>
    public Contender WithRoundsOf(int operations) => new(Name, _measure) { Operations = operations };

    /// <summary>Does that many operations.</summary>
    /// <returns>Nanoseconds, of all together.</returns>
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
