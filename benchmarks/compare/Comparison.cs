using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Compare.Beam;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Rendering;
using GenTracker.Compare.Suites;

namespace GenTracker.Compare;

/// <summary>The complete comparison: runs all suites in processes of their own and writes the documents.</summary>
internal sealed class Comparison(CompareOptions options)
{
    // Results of this build of the library only: a resumed run must not mix two.
    private readonly string _folder = Path.Combine(
        AppContext.BaseDirectory, options.IsPartial ? "partial" : "measured", typeof(TrackerOptions).Module.ModuleVersionId.ToString("N"));

    private double _seconds;

    public async Task<int> RunAsync()
    {
        if (options.Render)
        {
            Documents.Write(Report.Read(Path.Combine(Repository.Root, Documents.Data)), Repository.Root);
            return 0;
        }

        Suite[] suites = [.. AllSuites.List.Where(IsWanted)];
        bool needsErlang = suites.Any(static suite => suite is BeamSuite);
        string? erlang = needsErlang ? await BeamProcess.FindVersionAsync().ConfigureAwait(false) : null;
        if (needsErlang && erlang is null)
        {
            Console.Error.WriteLine("There is no Erlang here: install it (apt-get install erlang-base), or leave the BEAM out with --no-erlang.");
            return 1;
        }

        if (!options.Resume && Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        var results = new List<Result>();
        foreach (Suite suite in suites)
            results.AddRange(await MeasureAsync(suite).ConfigureAwait(false));
        results.AddRange(Flatness.FromResults(results));

        Console.WriteLine("=== all launches together: median, and the ratio with its 10th and 90th percentile");
        foreach (Result result in results)
            Console.WriteLine(Line.Format(result));
        Machine machine = Machine.Here(erlang);
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        string history = Path.Combine(Repository.Root, Documents.History);
        HistoryEntry[] run = [.. results.Select(result => HistoryEntry.FromResult(today, machine.ToKind(), result))];
        foreach ((HistoryEntry last, HistoryEntry now) in History.Read(history).FindWorse(run))
            Console.WriteLine(Line.Format(last, now));
        if (!options.IsPartial)
        {
            History.Append(history, run);
            var report = new Report
            {
                Date = today,
                Machine = machine,
                Seconds = (int)_seconds,
                Results = results,
            };
            Documents.Write(report, Repository.Root);
        }

        return 0;
    }

    private async Task<IEnumerable<Result>> MeasureAsync(Suite suite)
    {
        var measured = new List<Measurement>();
        int launches = options.Quick ? 1 : suite.Launches;
        for (int number = 1; number <= launches; number++)
        {
            Console.WriteLine($"--- {suite.Name}, {number} of {launches}, after {_seconds:F0} s");
            string output = Path.Combine(_folder, $"{suite.Name}-{number}.json");
            Launch launch = options.Resume && File.Exists(output)
                ? SuiteProcess.Read(output)
                : await SuiteProcess.StartAsync(suite, options.Quick, output).ConfigureAwait(false);
            _seconds += launch.Seconds;
            measured.AddRange(launch.Measurements);
        }

        return measured.GroupBy(measurement => measurement.Id).Select(launched => Result.Combine([.. launched]) with { Suite = suite.Name });
    }

    private bool IsWanted(Suite suite) =>
        (options.Only is null || suite.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)) && !(options.NoErlang && suite is BeamSuite);
}
