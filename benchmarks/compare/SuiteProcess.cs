using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Suites;

namespace GenTracker.Compare;

/// <summary>A process that measures one suite and writes its measurements to a file for the parent process.</summary>
internal static class SuiteProcess
{
    /// <summary>Measures the suite in a new process.</summary>
    public static async Task<Launch> StartAsync(Suite suite, bool quick, string output)
    {
        string executable = Environment.ProcessPath!;
        List<string> arguments = ["--suite", suite.Name, "--output", output];
        if (quick)
            arguments.Add("--quick");
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
            arguments.Insert(0, typeof(SuiteProcess).Assembly.Location);
        var start = new ProcessStartInfo(executable, arguments);
        foreach ((string name, string value) in suite.Settings)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? Read(output) : throw new InvalidOperationException($"The suite {suite.Name} failed.");
    }

    /// <summary>Reads the measurements of a process.</summary>
    public static Launch Read(string output) => JsonSerializer.Deserialize<Launch>(File.ReadAllText(output))!;

    /// <summary>Measures the suite in this process.</summary>
    public static async Task<int> RunHereAsync(CompareOptions options)
    {
        var clock = Stopwatch.StartNew();
        Suite suite = AllSuites.List.Single(suite => suite.Name == options.Suite);
        var lab = new Lab(options.Quick);
        await suite.RunAsync(lab).ConfigureAwait(false);
        if (options.Output is null)
            return 0;

        // Moved into place when it is complete: a resumed run must not find half a file.
        string unfinished = options.Output + ".part";
        await File.WriteAllTextAsync(unfinished, JsonSerializer.Serialize(new Launch(clock.Elapsed.TotalSeconds, lab.Measurements))).ConfigureAwait(false);
        File.Move(unfinished, options.Output, overwrite: true);
        return 0;
    }
}
