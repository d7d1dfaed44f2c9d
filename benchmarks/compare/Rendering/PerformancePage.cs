using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Renders docs/performance.md from a report alone: no figure in it is written by hand.</summary>
internal sealed class PerformancePage(Report report)
{
    private const string Command = "benchmarks/compare/run.sh";

    /// <summary>The ratio from which a cost counts as worse than the alternative.</summary>
    private const double Worse = 1.05;

    private static readonly string[] NewerParts = ["count/lease/", "index-", "listen", "dashboard/", "cluster/"];

    private readonly StringBuilder _page = new();

    public string Write()
    {
        Introduce();
        WriteGoals();
        WriteGrowth();
        WriteThreads();
        WriteCrowd();
        WriteNewerParts();
        WritePeers();
        WriteBeam();
        WriteTheRest();
        WriteWhatIsWorse();
        WriteMethod();
        return _page.ToString();
    }

    private void Introduce() => Lines($"""
        # What it costs

        Ratios of GenTracker's cost to that of what it stands against, measured in one run, by one command:

        ```sh
        {Command}
        ```

        Below 1 GenTracker is faster, or smaller. **Bold** is the median of all rounds, in brackets are the 10th and the 90th percentile. This page, its charts and
        the README's table are written by that command from [what it measured](performance/results.json); no figure here is written by hand.
        What the generator and the analyzers cost the compiler: [performance-compiler.md](performance-compiler.md). What the goals that are missed are spent on, and what was tried: [performance-why.md](performance-why.md).

        Measured on {report.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, in {report.Seconds} s, on: {report.Machine}. "By hand" is what a careful developer writes today
        ([`ByHand`](../benchmarks/GenTracker.Contenders/ByHand)): a `ConcurrentDictionary<string, Lazy<Task<Job>>>`, a `Job` with a `CancellationTokenSource` and a running task that
        waits for it, removal by cancel, await, dispose; no restarts, hooks or promises.

        """);

    private void WriteGoals()
    {
        Lines("""
            ## Goals

            ![The ratios that have goals](performance/goals.svg)

            | operation | among | ours | against | theirs | ratio | goal | reached | alone by `run.sh --only` |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in Goals(report))
        {
            Lines($"| {result.Operation}{Threads(result)} | {Among(result)} | {Cost(result.OurCost, result)} | {result.Theirs} | "
                + $"{Cost(result.TheirCost!, result)} | "
                + $"{Figures.Ratio(result.Ratio!)} | {Figures.Ratio(result.Goal!.Value)} | {(result.IsReached == true ? "yes" : "**no**")} | "
                + $"`{result.Suite}` |");
        }

        Lines($"""

            Of one part alone: `{Command} --only` with `find`, `count`, `set`, `read`, `threads`, `cores`, `index`, `hit`, `life`, `listen`, `dashboard`, `cluster`, `memory`, `million`, `peers` or `beam`. That `Find`, a count, a set and a hit of `FindOrOpenAsync`
            allocate nothing is [a test](../tests/GenTracker.Tests/AllocationTests.cs), and so is what a life allocates [against the one by hand](../tests/GenTracker.Costs.Tests).

            """);
    }

    private void WriteGrowth()
    {
        Lines("""
            ## How cost grows with the number of children

            ![Costs among a thousand, a hundred thousand and a million children](performance/growth.svg)

            | operation | among | ours | by hand, or the dictionary | ratio |
            | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in Growing(report))
        {
            Lines($"| {result.Operation} | {Among(result)} | {Cost(result.OurCost, result)} | {(result.TheirCost is { } theirs ? Cost(theirs, result) : "")} | "
                + $"{(result.Ratio is { } ratio ? Figures.Ratio(ratio) : "")} |");
        }

        Lines("""

            A find grows with the caches that the children no longer fit into, and with nothing else: it looks at one cell of the table and its key, however many there are. Opening, ending
            and freeing a key take part in no scan and no list of children.

            """);
    }

    private void WriteThreads()
    {
        Result[] results = [.. report.Under("threads")];
        if (results.Length == 0)
            return;
        Lines("""
            ## One thread and two

            Time from beginning to end for each operation that a thread makes; two threads do the same at once, on the same counter where nothing else is said.

            | operation | threads | ours | against | theirs | ratio |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in results)
        {
            Lines(
                $"| {result.Operation} | {result.Threads} | {Cost(result.OurCost, result)} | {result.Theirs} | {Cost(result.TheirCost!, result)} | "
                    + $"{Figures.Ratio(result.Ratio!)} |");
        }
        if (report.Results.Any(CoresPage.IsPart))
            Lines("\nWhat more cores would do is computed in [many cores](performance-cores.md).");
        Lines("");
    }

    private void WriteCrowd()
    {
        Result[] results = [.. report.Results.Where(result => result.Id.StartsWith("million-", StringComparison.Ordinal))];
        if (results.Length == 0)
            return;
        Lines($"""
            ## {Figures.Count(results[0].Children!.Value)} children in one process

            Each has its task, its token and four attributes.

            | all together | ours | by hand | ratio |
            | --- | --- | --- | --- |
            """);
        foreach (Result result in results)
            Lines($"| {result.Operation} | {Cost(result.OurCost, result)} | {Cost(result.TheirCost!, result)} | {Figures.Ratio(result.Ratio!)} |");
        foreach (Result whole in report.Results.Where(result => result.Id.StartsWith("memory-", StringComparison.Ordinal)))
            Lines($"| memory: {whole.Operation}, of {Figures.Count(whole.Children!.Value)} | {Cost(whole.OurCost, whole)} each | | |");
        Lines("");
    }

    private void WriteNewerParts()
    {
        Result[] results = [.. report.Results.Where(IsOfNewerParts)];
        if (results.Length == 0)
            return;
        Lines("""
            ## Leases, indexes, listeners, a dashboard and a cluster

            | operation | among | ours | against | theirs | ratio |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in results)
        {
            Lines($"| {result.Operation} | {Among(result)} | {Cost(result.OurCost, result)} | {result.Theirs} | "
                + $"{(result.TheirCost is { } theirs ? Cost(theirs, result) : "")} | {(result.Ratio is { } ratio ? Figures.Ratio(ratio) : "")} |");
        }

        Lines("");
    }

    private void WritePeers()
    {
        var peers = new PeerTable(report);
        if (peers.IsEmpty)
            return;
        int children = report.Results.First(PeerTable.IsPeer).Children!.Value;
        Lines($"""
            ## Against other libraries

            The same work in one process, among {Figures.Count(children)} children of each: [`GenTracker.Peers`](../benchmarks/GenTracker.Peers). In bold is how many times GenTracker's cost that is, in brackets its 10th
            and 90th percentile; below 1 the other is ahead.

            """);
        Lines(peers.Render());
    }

    private void WriteBeam()
    {
        Lines("""
            ## Against gen_tracker on the BEAM

            """);
        Result[] results = [.. Beam(report)];
        if (results.Length == 0)
        {
            Lines("""
                Not measured in this run: it was made without Erlang.

                """);
            return;
        }

        Lines($"""
            The same machine and the same run; the two processes take turns. gen_tracker's operations are done by [a program of our own](../benchmarks/compare/ets/tracker_costs.erl) that does what gen_tracker
            does for each, and where there is a choice what is cheaper for the BEAM ({report.Machine.Erlang}).

            ![How many times faster](performance/beam.svg)

            | operation | among | ours | theirs | how | times faster | goal | reached |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in results)
        {
            Lines($"| {result.Operation} | {Among(result)} | {Cost(result.OurCost, result)}, {result.OurWay} | {Cost(result.TheirCost!, result)} | "
                + $"{result.Theirs} | {Figures.Faster(result.Ratio!)} | "
                + $"{(result.Goal is { } goal ? Figures.Times(1 / goal) : "")} | {(result.IsReached is { } reached ? reached ? "yes" : "**no**" : "")} |");
        }

        Lines("""

            The comparison is not of like with like, and is meant so: a program on the BEAM has no reference to a child's attributes, so it looks each up by name, where one in .NET finds the child once and holds it. The rows
            "by key" look the child up each time, as the BEAM does.

            """);
        if (report.Results.FirstOrDefault(result => result.Id.StartsWith("beam-memory/", StringComparison.Ordinal)) is { } memory)
            Lines($"A live child without attributes takes {Cost(memory.OurCost, memory)} there: child, proxy and entry.\n");
    }

    private void WriteTheRest()
    {
        Lines("""
            ## What has no goal

            | operation | among | ours | against | theirs | ratio |
            | --- | --- | --- | --- | --- | --- |
            """);
        foreach (Result result in report.Results.Where(result => result is { Goal: null, Ratio: not null, Threads: 1 } && !IsElsewhere(result)))
        {
            Lines(
                $"| {result.Operation} | {Among(result)} | {Cost(result.OurCost, result)} | {result.Theirs} | {Cost(result.TheirCost!, result)} | "
                    + $"{Figures.Ratio(result.Ratio!)} |");
        }
        Lines("");
    }

    private void WriteWhatIsWorse()
    {
        Lines($"""
            ## What is worse than the alternative

            Every comparison whose median ratio is above {Figures.Ratio(Worse)}, the worst first:

            """);
        foreach (Result result in report.Results.Where(result => result.Ratio is { } ratio && ratio.Median > Worse)
            .OrderByDescending(result => result.Ratio!.Median))
        {
            Lines($"- {result.Operation}{(result.Children is > 0 ? $", among {Among(result)}" : "")}{Threads(result)}: {Cost(result.OurCost, result)}, "
                + $"{Figures.Ratio(result.Ratio!.Median)} times {result.Theirs} "
                + $"({Cost(result.TheirCost!, result)}).");
        }

        Lines("""

            And what no ratio shows: a get-only 64-bit counter holds ±2^62, for its seal takes a bit; a `Striped` counter takes 128 bytes for each stripe, one for each processor, and a read of it adds them up; an
            attribute larger than a word is read under a version, and its reader waits while it is being written; a write to a child that somebody waits for with `WaitForAsync` wakes that waiter, and pays for it.

            """);
    }

    private void WriteMethod() => Lines($"""
        ## How it is measured

        Each group is measured in processes of its own, several for most, since where code and data come to lie differs from one process to the next. Within a process all contenders take their turns in each of many short
        rounds, the order turning with them, and the ratio is taken of each round: whatever else the machine does meets them all. Each contender is a method of its own that is not inlined, whose result is used; before anything is
        measured, all are compiled by the optimizing compiler with the profile of their own use. Keys are looked up in random order, by other instances than those in the table, each contender elsewhere in the order. Children that are
        found are children that run, and so are the jobs of the dictionaries. Rounds in which something is allocated are long enough for the collections that they cause.

        With BenchmarkDotNet, and the machine code: `dotnet run -c Release --project benchmarks/GenTracker.Benchmarks -- --filter '*'`. More in [benchmarks](../benchmarks/README.md).
        """);

    /// <summary>The results with a goal, without the BEAM and the other libraries.</summary>
    public static IEnumerable<Result> Goals(Report report) =>
        report.Results.Where(result => result is { Goal: not null, Ratio: not null } && !IsBeam(result) && !PeerTable.IsPeer(result));

    /// <summary>The results against the BEAM.</summary>
    public static IEnumerable<Result> Beam(Report report) => report.Results.Where(result => IsBeam(result) && result.Ratio is not null);

    /// <summary>The results with different numbers of children.</summary>
    public static IEnumerable<Result> Growing(Report report) =>
        report.Under("find").Where(result => result.Id.EndsWith("/dictionary", StringComparison.Ordinal))
            .Concat(report.Under("hit").Where(result => result.Id.EndsWith("/lazy", StringComparison.Ordinal)))
            .Concat(report.Under("life").Where(result => result.Id.EndsWith("/pool", StringComparison.Ordinal)))
            .Concat(report.Under("death"));

    private static bool IsBeam(Result result) => result.Id.StartsWith("beam-", StringComparison.Ordinal);

    private static bool IsOfNewerParts(Result result) => NewerParts.Any(prefix => result.Id.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsElsewhere(Result result) =>
        IsBeam(result) || PeerTable.IsPeer(result) || IsOfNewerParts(result)
        || result.Id.StartsWith("million-", StringComparison.Ordinal) || result.Id.StartsWith("threads/", StringComparison.Ordinal);

    private static string Among(Result result) => result.Children is { } children ? Figures.Count(children) : "";

    private static string Threads(Result result) => result.Threads > 1 ? $", {result.Threads} threads" : "";

    private static string Cost(Spread cost, Result result) => Figures.Cost(cost, result.Unit);

    private void Lines(string text) => _page.Append(text).Append('\n');
}
