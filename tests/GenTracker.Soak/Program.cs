using System;
using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;

namespace GenTracker.Soak;

/// <summary>Runs a soak of <c>--seconds N</c> with <c>--seed N</c>. The exit code is 0 only if every promise was kept and everything occurred.</summary>
internal static class Program
{
    private const string Usage = "usage: GenTracker.Soak [--seconds N] [--seed N]";

    private static async Task<int> Main(string[] args)
    {
        double seconds = 20;
        ulong seed = 1;
        for (int i = 0; i < args.Length; i += 2)
        {
            bool isValid = i + 1 < args.Length && args[i] switch
            {
                "--seconds" => double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seconds) && seconds > 0,
                "--seed" => ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed),
                _ => false,
            };
            if (isValid)
                continue;
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        SoakReport report = await new SoakRun(TimeSpan.FromSeconds(seconds), seed, waitsForAll: true).RunAsync();
        await Console.Out.WriteLineAsync(report.ToString());
        return report.Broken == 0 && report.Missing is [] ? 0 : 1;
    }
}
