using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Compare.Beam;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Rendering;
using GenTracker.Compare.Suites;

namespace GenTracker.Compare;

/// <summary>The whole comparison: all suites, each in processes of its own, and what comes of them.</summary>
internal static class Comparison
{
    public static async Task<int> RunAsync(CompareOptions options)
    {
        if (options.Render)
        {
            Documents.Write(Report.Read(Path.Combine(Repository.Root, Documents.Data)), Repository.Root);
            return 0;
        }

        var clock = Stopwatch.StartNew();
        Suite[] suites = [.. AllSuites.List.Where(suite => IsWanted(suite, options))];
        string? erlang = suites.Any(static suite => suite is BeamSuite) ? await BeamProcess.FindVersionAsync().ConfigureAwait(false) : null;
        if (erlang is null && suites.Any(static suite => suite is BeamSuite))
        {
            Console.Error.WriteLine("There is no Erlang here: install it (apt-get install erlang-base), or leave the BEAM out with --no-erlang.");
            return 1;
        }

        var results = new List<Result>();
        foreach (Suite suite in suites)
        {
            var measured = new List<Measurement>();
            int launches = options.Quick ? 1 : suite.Launches;
            for (int launch = 1; launch <= launches; launch++)
            {
                Console.WriteLine($"--- {suite.Name}, {launch} of {launches}, after {clock.Elapsed.TotalSeconds:F0} s");
                measured.AddRange(await SuiteProcess.StartAsync(suite, options).ConfigureAwait(false));
            }

            results.AddRange(measured.GroupBy(measurement => measurement.Id).Select(launched => Result.Of([.. launched])));
        }

        results.AddRange(Flatness.Of(results));
        Console.WriteLine("=== all launches together: median, and the ratio with its 10th and 90th percentile");
        foreach (Result result in results)
            Console.WriteLine(Line.Of(result));
        if (options.Quick || options.Only is not null)
            return 0;

        Documents.Write(
            new Report
            {
                Date = DateOnly.FromDateTime(DateTime.UtcNow),
                Machine = Machine.Here(erlang),
                Seconds = (int)clock.Elapsed.TotalSeconds,
                Results = results,
            },
            Repository.Root);
        return 0;
    }

    private static bool IsWanted(Suite suite, CompareOptions options) =>
        (options.Only is null || suite.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)) && !(options.NoErlang && suite is BeamSuite);
}
