using System;
using System.Globalization;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>An exception of the generator affects only the class that causes it, and is reported.</summary>
public class FaultIsolationTests
{
    private const string Source = """
        using GenTracker;
        [Tracker] public partial class Good;
        [Tracker] public partial class Bad;
        [Tracker<int>] public partial class AlsoGood;
        """;

    [Fact]
    public void An_exception_while_reading_a_class_is_reported_at_its_name()
    {
        Generation generation = Generation.From(
            TestCompilation.Create(Source), ["GT0099"], new TrackerGenerator(Fail, static _ => { }));

        Assert.Equal(["Also-Good.tracker.g.cs", "Good.tracker.g.cs"], generation.Files.Keys);
        Diagnostic reported = Assert.Single(generation.Reported);
        Assert.Equal("Bad", Source.Substring(reported.Location.SourceSpan.Start, reported.Location.SourceSpan.Length));
        Assert.Contains("InvalidOperationException: a defect on two lines", reported.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_while_writing_a_file_is_reported()
    {
        Generation generation = Generation.From(
            TestCompilation.Create(Source), ["GT0099"], new TrackerGenerator(static _ => { }, Fail));

        Assert.Equal(["Also-Good.tracker.g.cs", "Good.tracker.g.cs"], generation.Files.Keys);
        Assert.Contains("'Bad'", Assert.Single(generation.Reported).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static void Fail(string type)
    {
        if (type == "Bad") throw new InvalidOperationException("a defect\non two lines");
    }
}
