using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>Analyzers that users have beside the SDK's own, with every rule a warning, in one project.</summary>
public class AnalyzerPackageTests(BuiltConsumers built) : IClassFixture<BuiltConsumers>
{
    /// <summary>The beginning of the ids of each package's rules: an analyzer that does not run finds nothing.</summary>
    private static readonly string[] Prefixes = ["CA", "IDE", "MA", "RCS", "RS", "S", "SA", "VSTHRD"];

    [Fact]
    public void They_find_nothing_in_generated_code()
    {
        CommandResult build = built.BuildOf("Analyzers");

        Assert.DoesNotContain(build.Output.Split('\n'), static line => line.Contains(".g.cs(", StringComparison.Ordinal));
        Assert.Superset(Prefixes.ToHashSet(), build.Findings.Select(static id => id.TrimEnd([.. "0123456789"])).ToHashSet());
    }

    [Theory]
    [InlineData(".globalconfig")]
    [InlineData(".editorconfig")]
    public async Task The_page_shows_what_the_project_says_of_its_public_api(string file)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(MarkdownDocument.Repository, "docs", "package.md"));
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(built["Analyzers"].FullName, file));

        Assert.Contains(string.Join('\n', lines.Where(static line => line.Contains("RS0016", StringComparison.Ordinal))), page, StringComparison.Ordinal);
    }
}
