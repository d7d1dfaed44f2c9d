using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace ClusteredRooms.Nodes;

/// <summary>A node that is a process of its own: this program with <c>--Node</c>. It stops when its input ends, so it never outlives this process.</summary>
public sealed class ProcessNode(ClusterSettings settings, int number) : INode
{
    /// <summary>What the process prints when it takes part.</summary>
    public const string Ready = "ready";

    private static readonly string Program =
        Path.Combine(AppContext.BaseDirectory, "ClusteredRooms" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private Process? _process;

    /// <inheritdoc/>
    public string Name { get; } = ClusterSettings.NameOf(number);

    /// <inheritdoc/>
    public bool IsRunning => _process is { HasExited: false };

    /// <inheritdoc/>
    public bool CanEnd => true;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        ProcessStartInfo start = new(
            Program,
            [
                "--Node", number.ToString(CultureInfo.InvariantCulture), "--Redis", settings.Redis!, "--Postgres", settings.Postgres!,
                "--Port", settings.Port.ToString(CultureInfo.InvariantCulture), "--Lease", settings.Lease.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        string? line;
        while ((line = await _process.StandardOutput.ReadLineAsync()) != Ready)
        {
            if (line is null)
                throw new InvalidOperationException($"{Name} ended with {await EndAsync()} before it took part.");
            Console.WriteLine($"{Name}: {line}");
        }

        _ = PassOnAsync(_process.StandardOutput);
    }

    /// <inheritdoc/>
    public Task StopAsync()
    {
        _process?.StandardInput.Close();
        return EndAsync();
    }

    /// <inheritdoc/>
    public Task KillAsync()
    {
        _process?.Kill();
        return EndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<int> EndAsync()
    {
        if (_process is not { } process)
            return 0;
        _process = null;
        await process.WaitForExitAsync();
        using (process)
            return process.ExitCode;
    }

    private async Task PassOnAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            Console.WriteLine($"{Name}: {line}");
    }
}
