using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>One run of another program, killed at the end of the test if it still runs.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Tool(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Told each line of output.</summary>
    public event Action<string>? Line;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public static Tool Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            return new Tool(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new FileNotFoundException($"'{program}' is needed by this test and could not be started; ./test.sh installs it.", program, cause);
        }
    }

    /// <summary>Runs it to its end and gives its output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using Tool tool = Start(program, arguments);
        int exitCode = await tool.WaitAsync();
        return exitCode == 0
            ? tool.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{tool.Output}");
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> WaitAsync()
    {
        using CancellationTokenSource deadline = new(Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {Deadline.TotalSeconds} s:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>What Ctrl+C does.</summary>
    public Task InterruptAsync() => RunAsync("sh", "-c", $"kill -INT {_process.Id}");

    /// <summary>Kills it as <c>kill -9</c> does: it has no say in it.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        Line?.Invoke(line);
    }
}
