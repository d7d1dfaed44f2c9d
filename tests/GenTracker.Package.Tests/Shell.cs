using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.Package.Tests;

/// <summary>The shell that somebody types into who follows a page.</summary>
internal static class Shell
{
    /// <summary>Types it in and waits for its end.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="script">What is typed.</param>
    /// <param name="environment">Variables that the shell has in addition.</param>
    public static Task<CommandResult> RunAsync(string directory, string script, IReadOnlyDictionary<string, string>? environment = null) =>
        Command.RunAsync("bash", directory, Dotnet.Variables(environment ?? new Dictionary<string, string>()), "-euo", "pipefail", "-c", script);

    /// <summary>Types in a command that goes on until it is told to end.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="command">What is typed.</param>
    /// <param name="environment">Variables that the shell has in addition.</param>
    public static RunningProgram Start(string directory, string command, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new("bash", ["-c", $"exec {command}"]) { WorkingDirectory = directory };
        Command.AddTo(start.Environment, Dotnet.Variables(environment ?? new Dictionary<string, string>()));
        return RunningProgram.Start(start);
    }
}
