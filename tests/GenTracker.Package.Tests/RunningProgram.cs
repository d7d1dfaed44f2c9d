using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Package.Tests;

/// <summary>A program that runs until it is told to end.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>A hang is a failure that says where; nothing else depends on this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Printed)> _awaited = [];

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static RunningProgram Start(string directory, string program, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true })!);

    /// <summary>Waits until it has printed a text.</summary>
    /// <param name="text">The text.</param>
    public async Task PrintsAsync(string text)
    {
        TaskCompletionSource printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal)) return;
            _awaited.Add((text, printed));
        }

        try
        {
            await printed.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            lock (_gate) throw new TimeoutException($"'{text}' was not printed within {Patience}:\n{_output}");
        }
    }

    /// <summary>Tells it to end, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        using CancellationTokenSource patience = new(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_gate)
        {
            _output.AppendLine(line);
            foreach ((_, TaskCompletionSource printed) in _awaited.FindAll(awaited => line?.Contains(awaited.Text, StringComparison.Ordinal) == true))
            {
                printed.TrySetResult();
            }
        }
    }
}
