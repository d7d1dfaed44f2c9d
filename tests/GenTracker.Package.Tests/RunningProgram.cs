using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
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
    private readonly List<(string Text, TaskCompletionSource<string> Printed)> _awaited = [];

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
    /// <param name="environment">Variables that it gets in addition, or, where they are null, does not get.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static RunningProgram Start(string directory, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        Command.AddTo(start.Environment, environment);
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Waits until it has printed a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line that the text stands in.</returns>
    public async Task<string> PrintsAsync(string text)
    {
        TaskCompletionSource<string> printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.ToString().Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line) return line;
            _awaited.Add((text, printed));
        }

        try
        {
            return await printed.Task.WaitAsync(Patience);
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
        return await EndsAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
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
            foreach ((_, TaskCompletionSource<string> printed) in _awaited.FindAll(awaited => line?.Contains(awaited.Text, StringComparison.Ordinal) == true))
            {
                printed.TrySetResult(line!);
            }
        }
    }
}
