using System;
using System.Globalization;
using System.Threading.Tasks;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak;

/// <summary><c>--seconds N --seed N</c>: a soak that long, with that seed. The exit code is 0 only when every promise was kept and every situation occurred.</summary>
internal static class Program
{
    private const string Usage = "usage: GenTracker.Soak [--seconds N] [--seed N]";

    private static async Task<int> Main(string[] args)
    {
        double seconds = 20;
        ulong seed = 1;
        for (int i = 0; i < args.Length; i += 2)
        {
            bool isUnderstood = i + 1 < args.Length && args[i] switch
            {
                "--seconds" => double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seconds) && seconds > 0,
                "--seed" => ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed),
                _ => false,
            };
            if (isUnderstood)
                continue;
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        Findings findings = await new SoakRun(TimeSpan.FromSeconds(seconds), seed, insists: true).RunAsync();
        await Console.Out.WriteLineAsync(findings.Report());
        return findings.Broken == 0 && findings.Missing is [] ? 0 : 1;
    }
}
