using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace GenTracker.Orleans.Tests.Page;

/// <summary>docs/cluster.md against the code and the options.</summary>
public sealed class ClusterPageTests
{
    private static readonly string Folder = GetFolder();
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "..", "..", "..", "docs", "cluster.md"));

    /// <summary>The parts of a program. Whole files begin with a using: GenTracker.Package.Tests makes projects of them.</summary>
    public static TheoryData<string> Blocks =>
    [
        .. Text.Split("```csharp\n").Skip(1).Select(static block => block.Split("```")[0])
            .Where(static block => !block.StartsWith("using ", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_code_of_the_page_is_compiled_here(string block)
    {
        string compiled = Normalize(File.ReadAllText(Path.Combine(Folder, "ClusterPage.cs")));

        Assert.Contains(Normalize(block), compiled, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_gives_the_defaults_of_all_options()
    {
        var defaults = new TrackerClusterOptions();
        Dictionary<string, string> expected = new()
        {
            [nameof(defaults.Lease)] = $"{defaults.Lease.TotalSeconds} s",
            [nameof(defaults.StopMargin)] = $"{defaults.StopMargin.TotalSeconds} s",
            [nameof(defaults.SweepPeriod)] = $"{defaults.SweepPeriod.TotalSeconds} s",
            [nameof(defaults.CheckpointPeriod)] = $"{defaults.CheckpointPeriod.TotalSeconds} s",
            [nameof(defaults.OnStoreLost)] = $"`{defaults.OnStoreLost}`",
            [nameof(defaults.ExitTimeout)] = $"{defaults.ExitTimeout.TotalSeconds} s",
            [nameof(defaults.KeepEnded)] = $"{defaults.KeepEnded.TotalDays} day",
            [nameof(defaults.TakeoverParallelism)] = $"{defaults.TakeoverParallelism}",
        };

        Assert.All(expected, option => Assert.Contains($"| `{option.Key}` | {option.Value} |", Text, StringComparison.Ordinal));
        Assert.Equal(
            typeof(TrackerClusterOptions).GetProperties().Select(static property => property.Name).Where(static name => name != nameof(TimeProvider)).Order(),
            expected.Keys.Order());
    }

    [Fact]
    public void The_options_of_the_page_are_valid()
    {
        Microsoft.Extensions.Hosting.HostApplicationBuilder builder = ClusterPage.CreateNode([]);
        ClusterPage.Configure(builder);

        TrackerClusterOptions options = builder.Services.BuildServiceProvider().GetRequiredService<IOptions<TrackerClusterOptions>>().Value;

        Assert.Equal(TimeSpan.FromSeconds(5), options.Lease);
    }

    private static string Normalize(string code) =>
        string.Join('\n', code.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    private static string GetFolder([CallerFilePath] string caller = "") => Path.GetDirectoryName(caller)!;
}
