using System;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What a command has left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, errors last.</param>
internal sealed partial record CommandResult(int ExitCode, string Output)
{
    /// <summary>The ids of the errors and warnings as the compiler said them; the build repeats them in its summary.</summary>
    public string[] Findings =>
        [.. FindingId().Matches(BeforeSummary).Select(match => match.Groups[1].Value)];

    private string BeforeSummary => Output.Split(["Build FAILED.", "Build succeeded."], StringSplitOptions.None)[0];

    /// <summary>What the compiler and its analyzers said of the projects below a folder.</summary>
    /// <param name="folder">The folder.</param>
    public CommandResult Of(string folder) =>
        this with { Output = string.Join('\n', BeforeSummary.Split('\n').Where(line => line.Contains($"[{folder}/", StringComparison.Ordinal))) };

    /// <summary>Fails with the whole output where the command did.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>Fails with the whole output where the command did not.</summary>
    public CommandResult Failed()
    {
        Assert.True(ExitCode != 0, $"a failure was expected:\n{Output}");
        return this;
    }

    /// <summary>Fails where the compiler and its analyzers have found anything else.</summary>
    /// <param name="ids">The ids of the findings, in any order.</param>
    public CommandResult Found(params string[] ids)
    {
        Assert.True(
            Findings.Order(StringComparer.Ordinal).SequenceEqual(ids.Order(StringComparer.Ordinal)),
            $"expected: {string.Join(", ", ids)}\nfound: {string.Join(", ", Findings)}\n{Output}");
        return this;
    }

    /// <summary>Fails where the command printed anything else.</summary>
    /// <param name="expected">Its whole output, save the last end of line.</param>
    public CommandResult Printed(string expected)
    {
        Assert.Equal(expected.ReplaceLineEndings("\n"), Output.ReplaceLineEndings("\n").TrimEnd('\n'));
        return this;
    }

    [GeneratedRegex(@"\b(?:error|warning) ([A-Z]+[0-9]+):")]
    private static partial Regex FindingId();
}
