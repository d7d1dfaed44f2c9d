using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>The same classes give the same bytes in every environment.</summary>
public class DeterminismTests
{
    private const string Source = """
        using GenTracker;
        namespace Istanbul.Iii;
        [Tracker(Name = "I i")] public partial class Item(string key, double d = -1.5, decimal m = 1234.5m, int i = -1) : ITrackedChild
        {
            [TrackedAttr(Default = 1234.5)] public partial double Info { get; }
            [TrackedAttr] public partial int IiI { get; set; }
            public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw new System.InvalidOperationException(key + d + m + i);
        }
        """;

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string culture)
    {
        string expected = Generation.From(Source).File;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(expected, Generation.From(Source).File);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_newer_language_version_does_not_matter() => Assert.Equal(
        Generation.From(Source).File,
        Generation.From(TestCompilation.Create(TestCompilation.ParseOptions.WithLanguageVersion(LanguageVersion.Preview), ("File0.cs", Source))).File);

    [Fact]
    public void Line_ends_of_the_sources_do_not_matter_and_those_of_the_output_are_line_feeds()
    {
        string expected = Generation.From(Source.ReplaceLineEndings("\n")).File;

        Assert.Equal(expected, Generation.From(Source.ReplaceLineEndings("\r\n")).File);
        Assert.DoesNotContain('\r', expected);
        Assert.EndsWith("}\n", expected, StringComparison.Ordinal);
        Assert.All(expected.Split('\n'), static line => Assert.Equal(line.TrimEnd(), line));
        Assert.DoesNotContain("\n\n\n", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Concurrent_runs_give_the_same()
    {
        string expected = Generation.From(Source).File;
        string[] files = new string[8];
        Parallel.For(0, files.Length, index => files[index] = Generation.From(Source).File);

        Assert.All(files, file => Assert.Equal(expected, file));
    }

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        (string, string)[] files =
        [
            ("B.cs", "public partial class Child { [GenTracker.TrackedAttr] public partial int B { get; } }"),
            ("A.cs", "public partial class Child { [GenTracker.TrackedAttr] public partial int A { get; } }"),
            ("C.cs", "[GenTracker.Tracker] public partial class Child { [GenTracker.TrackedAttr] public partial int C { get; } }"),
        ];

        Assert.Equal(
            Generation.From(TestCompilation.Create(TestCompilation.ParseOptions, files)).File,
            Generation.From(TestCompilation.Create(TestCompilation.ParseOptions, [.. files.Reverse()])).File);
    }
}
