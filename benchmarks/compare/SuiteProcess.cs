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

/// <summary>A process that measures one suite, and gives what it measured to the one that has started it.</summary>
internal static class SuiteProcess
{
    /// <summary>Measures the suite in a new process.</summary>
    public static async Task<IReadOnlyList<Measurement>> StartAsync(Suite suite, CompareOptions options)
    {
        string output = Path.GetTempFileName();
        try
        {
            string executable = Environment.ProcessPath!;
            List<string> arguments = ["--suite", suite.Name, "--output", output];
            if (options.Quick)
                arguments.Add("--quick");
            if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
                arguments.Insert(0, typeof(SuiteProcess).Assembly.Location);
            using Process process = Process.Start(new ProcessStartInfo(executable, arguments))!;
            await process.WaitForExitAsync().ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"The suite {suite.Name} failed.");
            return JsonSerializer.Deserialize<List<Measurement>>(await File.ReadAllTextAsync(output).ConfigureAwait(false))!;
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>Measures the suite in this process.</summary>
    public static async Task<int> RunHereAsync(CompareOptions options)
    {
        Suite suite = AllSuites.List.Single(suite => suite.Name == options.Suite);
        var lab = new Lab(options.Quick);
        await suite.RunAsync(lab).ConfigureAwait(false);
        if (options.Output is not null)
            await File.WriteAllTextAsync(options.Output, JsonSerializer.Serialize(lab.Measurements)).ConfigureAwait(false);
        return 0;
    }
}
