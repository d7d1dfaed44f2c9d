using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What a build says of misuse: docs/rules/in-a-build.md shows the files, and what was printed.</summary>
public partial class MisuseTests : IClassFixture<PackedPackage>
{
    [Theory]
    [InlineData("Declarations")]
    [InlineData("Usage")]
    public async Task One_misuse_of_each_kind_is_printed_as_the_page_shows(string name)
    {
        (string code, string output) = PageOf(name);
        FreshFolder project = Alone().Write("Program.cs", code);
        project.Write(".editorconfig", """
            [*.cs]
            dotnet_analyzer_diagnostic.category-GenTracker.Usage.severity = warning
            dotnet_analyzer_diagnostic.category-GenTracker.Performance.severity = warning
            """);

        CommandResult build = await project.BuildAsync("-p:TreatWarningsAsErrors=false");

        Assert.Equal(output, string.Join('\n', Findings(build)));
    }

    [Fact]
    public async Task Rules_of_the_platform_are_silent_where_they_are_mistaken_about_children_and_only_there()
    {
        const string Program = """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using GenTracker;

            Console.WriteLine(new PlainJob().IncrementTicks());
            await using JobTracker jobs = new();
            await jobs.FindOrOpenAsync("nightly");

            [Tracker]
            public sealed partial class Job : ITrackedChild
            {
                private string _source;

                [TrackedAttr] private partial int Ticks { get; }

                public Task StartAsync(CancellationToken _)
                {
                    _source = "set";
                    return Task.CompletedTask;
                }

                public Task RunAsync(CancellationToken _) => Task.Delay(IncrementTicks(_source.Length), CancellationToken.None);
            }

            public interface IJob
            {
                Task RunAsync(CancellationToken stoppingToken);
            }

            public sealed class PlainJob : IJob
            {
                private string _source;
                private int Ticks { get; set; }

                public void Start() => _source = "set";

                public int IncrementTicks()
                {
                    Ticks = 2;
                    return 2;
                }

                public Task RunAsync(CancellationToken _) => Task.Delay(_source.Length, CancellationToken.None);
            }
            """;
        FreshFolder project = Alone().Write("Program.cs", Program);
        project.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.IDE0052.severity = warning
            """);

        CommandResult build =
            (await project.BuildAsync("-p:TreatWarningsAsErrors=false", "-p:AnalysisLevel=latest-all", "-p:EnforceCodeStyleInBuild=true")).Succeeded();

        string[] mistaken = [.. Findings(build)
            .Where(line => line.Contains("CS8618", StringComparison.Ordinal) || line.Contains("CA1725", StringComparison.Ordinal)
                || line.Contains("IDE0052", StringComparison.Ordinal))];
        int plain = 1 + Array.FindIndex(Lines(Program), static line => line.Contains("class PlainJob", StringComparison.Ordinal));
        Assert.True(mistaken.Select(Id).Order(StringComparer.Ordinal).SequenceEqual(["CA1725", "CS8618", "IDE0052"]), build.Output);
        Assert.All(
            mistaken,
            line => Assert.True(int.Parse(LineNumber().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > plain, build.Output));
    }

    /// <summary>A program of its one file.</summary>
    private static FreshFolder Alone() => FreshFolder.Of("Console").Write("Console.csproj", """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="GenTracker" />
          </ItemGroup>
        </Project>
        """);

    private static string Id(string line) => line.Split(' ')[2].TrimEnd(':');

    private static (string Code, string Output) PageOf(string name)
    {
        string page = File.ReadAllText(Page()).ReplaceLineEndings("\n").Split($"## {name}\n")[1];
        return (Block(page, "```csharp\n"), Block(page, "```text\n"));
    }

    private static string Block(string page, string fence)
    {
        int start = page.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    /// <summary>What was found, each once, in the order of the file: without the folder, and without the project that each line ends with.</summary>
    private static IEnumerable<string> Findings(CommandResult build) => Lines(build.Output)
        .Select(static line => Finding().Match(line.Trim()))
        .Where(static match => match.Success)
        .Select(static match => (Text: match.Groups[1].Value, Line: int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture),
            Column: int.Parse(match.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture)))
        .Distinct()
        .OrderBy(static found => found.Line).ThenBy(static found => found.Column).ThenBy(static found => found.Text, StringComparer.Ordinal)
        .Select(static found => found.Text);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string Page([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(thisFile, "..", "..", "..", "docs", "rules", "in-a-build.md"));

    [GeneratedRegex(@"^(?:.*[/\\])?(Program\.cs\(([0-9]+),([0-9]+)\): (?:error|warning) .*?)(?: \(https?://[^ ]*\))?(?: \[[^\]]*\])?$")]
    private static partial Regex Finding();

    [GeneratedRegex(@"Program\.cs\(([0-9]+),")]
    private static partial Regex LineNumber();
}
