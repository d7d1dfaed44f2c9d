using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Shared;

/// <summary>A program that runs beside the test. It is killed at the end of the test if it still runs.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>A hang is a failure that says where; nothing else depends on this time, which a machine with other work needs too.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource<string> Printed)> _awaited = [];

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed until now.</summary>
    public string Output
    {
        get
        {
            lock (_lock) return _output.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public static RunningProgram Start(string program, params string[] arguments) => Start(new ProcessStartInfo(program, arguments));

    public static RunningProgram Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return new RunningProgram(Process.Start(start)!);
        }
        catch (Win32Exception cause)
        {
            throw new FileNotFoundException(
                $"'{start.FileName}' is needed by this test and could not be started; ./test.sh installs it.", start.FileName, cause);
        }
    }

    /// <summary>Runs it to its end and gives its output. Throws if it ends with another exit code than 0.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    /// <summary>Runs it to its end and gives its output. Throws if it ends with another exit code than 0.</summary>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        await using RunningProgram running = Start(start);
        int exitCode = await running.EndsAsync();
        return exitCode == 0
            ? running.Output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {exitCode}:\n{running.Output}");
    }

    /// <summary>Waits until it has printed a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line that the text stands in.</returns>
    public async Task<string> PrintsAsync(string text)
    {
        TaskCompletionSource<string> printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_output.ToString().Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line) return line;
            _awaited.Add((text, printed));
        }

        Task ended = _process.WaitForExitAsync();
        try
        {
            if (await Task.WhenAny(printed.Task, ended).WaitAsync(Timeout) == ended && !printed.Task.IsCompleted)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode} and did not print '{text}':\n{Output}");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{text}' was not printed within {Timeout}:\n{Output}");
        }
        return await printed.Task;
    }

    /// <summary>Waits until it listens as a web application does, and gives its address.</summary>
    public async Task<Uri> ListensAsync()
    {
        const string Listening = "Now listening on: ";
        return new Uri((await PrintsAsync(Listening)).Split(Listening)[1].Trim());
    }

    /// <summary>Tells it to end, as Ctrl+C does, and gives its exit code.</summary>
    public Task<int> InterruptAsync() => SignalToEndAsync("INT");

    /// <summary>Tells it to end, as a service manager does, and gives its exit code.</summary>
    public Task<int> TerminateAsync() => SignalToEndAsync("TERM");

    /// <summary>Kills it as <c>kill -9</c> does: it has no say in it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal, as <c>kill</c> does.</summary>
    /// <param name="signal">Its name, without <c>SIG</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it ends by itself, and gives its exit code.</summary>
    public async Task<int> EndsAsync()
    {
        using CancellationTokenSource timeout = new(Timeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {Timeout}:\n{Output}");
        }
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<int> SignalToEndAsync(string signal)
    {
        await SignalAsync(signal);
        return await EndsAsync();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_lock)
        {
            _output.AppendLine(line);
            foreach ((_, TaskCompletionSource<string> printed) in _awaited.FindAll(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
            {
                printed.TrySetResult(line);
            }
        }
    }
}
