using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace GenTracker.Package.Tests;

/// <summary>Runs the SDK's command as a user would, with nothing of the test run's own environment that could change a build.</summary>
internal static class Dotnet
{
    /// <summary>Runs the command to its end.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="environment">Variables that the command gets in addition.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<CommandResult> RunAsync(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Command.RunAsync("dotnet", directory, Variables(environment), arguments);

    /// <summary>
    /// The variables that a command gets so that it neither lasts nor differs from what a user would see; those that are null it does not get.
    /// </summary>
    /// <param name="environment">Variables that it gets in addition.</param>
    public static IReadOnlyDictionary<string, string?> Variables(IReadOnlyDictionary<string, string> environment)
    {
        Dictionary<string, string?> variables = new()
        {
            // Servers that outlive the command would hold its output open. The compiler of test.sh is there already.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = Environment.GetEnvironmentVariable("SharedCompilationId") is null ? "false" : "true",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",

            // Short runs: no profile is worth collecting, and no news of vulnerable packages worth fetching.
            ["DOTNET_TieredPGO"] = "0",
            ["NuGetAudit"] = "false",
        };
        foreach (string inherited in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)))
        {
            variables.TryAdd(inherited, null);
        }

        foreach ((string name, string value) in environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
