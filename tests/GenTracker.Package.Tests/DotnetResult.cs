using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What a command has left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, errors last.</param>
internal sealed record DotnetResult(int ExitCode, string Output)
{
    /// <summary>Fails with the whole output where the command did.</summary>
    public DotnetResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>Fails with the whole output where the command did not.</summary>
    public DotnetResult Failed()
    {
        Assert.True(ExitCode != 0, $"a failure was expected:\n{Output}");
        return this;
    }
}
