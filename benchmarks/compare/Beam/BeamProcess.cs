using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace GenTracker.Compare.Beam;

/// <summary>The Erlang program in <c>ets/</c>, in a process of its own. It reads one command in each line and answers with the time that it took.</summary>
internal sealed class BeamProcess : IAsyncDisposable
{
    private const string Module = "tracker_costs";

    private readonly Process _process;

    private BeamProcess(Process process) => _process = process;

    /// <summary>The installed version of Erlang, or <see langword="null"/>.</summary>
    public static async Task<string?> FindVersionAsync()
    {
        try
        {
            string answer = await RunAsync(
                "erl", "-noshell", "-eval", "io:format(\"OTP ~s, ~s\", [erlang:system_info(otp_release), erlang:system_info(emu_flavor)]), halt().")
                .ConfigureAwait(false);
            return answer.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public static async Task<BeamProcess> StartAsync()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "ets");
        await RunAsync("erlc", "-o", folder, Path.Combine(folder, Module + ".erl")).ConfigureAwait(false);

        // The defaults, except for the number of processes: each child needs two.
        Process process = Process.Start(new ProcessStartInfo("erl", ["+P", "4000000", "-noshell", "-pa", folder, "-s", Module, "main"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new BeamProcess(process);
    }

    /// <summary>Runs an operation repeatedly.</summary>
    /// <returns>The total time in nanoseconds.</returns>
    public double Do(string operation, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation} {count}"));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Erlang ended in the middle of {operation}.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {output}");
    }
}
