using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Package.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>A hang is a failure that says where; nothing else depends on this time, which a machine with other work needs too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Runs it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="environment">Variables that it gets in addition, or, where they are null, does not get.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<CommandResult> RunAsync(
        string program, string directory, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        AddTo(start.Environment, environment);

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        using CancellationTokenSource patience = new(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' in {directory} has not ended within {Patience}.");
        }
    }

    /// <summary>Adds variables to those that a program inherits.</summary>
    /// <param name="inherited">What it would have without.</param>
    /// <param name="environment">Variables that it gets in addition, or, where they are null, does not get.</param>
    public static void AddTo(IDictionary<string, string?> inherited, IReadOnlyDictionary<string, string?> environment)
    {
        foreach ((string name, string? value) in environment)
        {
            if (value is null) inherited.Remove(name);
            else inherited[name] = value;
        }
    }
}
