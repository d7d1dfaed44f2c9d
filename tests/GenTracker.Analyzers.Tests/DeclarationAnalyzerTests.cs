namespace GenTracker.Analyzers.Tests;

/// <summary>What all rules of declarations have in common.</summary>
public class DeclarationAnalyzerTests
{
    [Fact]
    public async Task Generator_and_analyzers_report_equal_diagnostics()
    {
        // The generator and the analyzers find each of these in one compilation, some of them beside compiler errors.
        await Verify.AnalyzerAsync("""
            using GenTracker;
            using System;

            [Tracker] class {|GT0001:NotPartial|};

            class Outer { [Tracker] internal partial class {|GT0001:Inner|} { [TrackedAttr] public int {|GT0002:Hits|} { get; set; } } }

            class Untracked { [TrackedAttr] public int {|GT0003:Hits|} { get; } }

            [Tracker] partial class {|GT0004:Generic|}<T>;

            [Tracker] partial class Slots { [TrackedAttr] public partial {|GT0005:Span<int>|} Window { get; set; } }

            [Tracker({|GT0006:Name = ""|})] partial class Options { [TrackedAttr({|GT0006:Default = "1"|})] public partial int Hits { get; set; } }

            [Tracker] partial class Names { public int {|GT0007:Key|} => 1; }

            [Tracker]
            partial class {|GT0008:Opens|} : ITrackedChild
            {
                private Opens() { }

                public System.Threading.Tasks.Task RunAsync(System.Threading.CancellationToken stoppingToken) => throw new NotSupportedException();
            }
            """);
    }

    [Fact]
    public Task Reports_a_language_version_without_partial_properties() => Verify.AnalyzerAsync(
        """
        using GenTracker;

        [Tracker] partial class {|GT0010:Stream|} { }
        """,
        LanguageVersion.CSharp12);

    [Fact]
    public Task Allows_a_correct_declaration() => Verify.AnalyzerAsync("""
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;

        [Tracker]
        public sealed partial class Stream(string key, int bitrate) : ITrackedChild
        {
            [TrackedAttr] public partial long Bytes { get; }
            [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

            public string Shown => key + bitrate;

            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }
        """);

    [Theory]
    [InlineData("#pragma warning disable GT0001\n[GenTracker.Tracker] class Stream;")]
    [InlineData("[GenTracker.Tracker, System.Diagnostics.CodeAnalysis.SuppressMessage(\"GenTracker.Declaration\", \"GT0001\")] class Stream;")]
    public async Task Suppressed_diagnostics_are_not_reported(string source)
    {
        Analysis analysis = await Analysis.RunAsync(TestProject.Create(source));

        Assert.Empty(analysis.FromAnalyzers);
    }

    [Fact]
    public async Task A_pragma_silences_the_generator_too()
    {
        Analysis analysis = await Analysis.RunAsync(TestProject.Create("#pragma warning disable GT0001\n[GenTracker.Tracker] class Stream;"));

        Assert.Empty(analysis.FromGenerator);
    }

    [Fact]
    public async Task Configuration_sets_the_severity()
    {
        Project project = TestProject.Create("[GenTracker.Tracker] class Stream;").WithSeverity("GT0001", ReportDiagnostic.Warn);

        Analysis analysis = (await Analysis.RunAsync(project)).AssertGeneratorAndAnalyzersAgree();

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(analysis.FromAnalyzers).Severity);
    }

    [Fact]
    public async Task Reports_nothing_in_a_project_that_does_not_reference_GenTracker()
    {
        const string Source = """
            namespace Mine
            {
                class TrackerAttribute : System.Attribute;
                class TrackedAttrAttribute : System.Attribute;

                [Tracker] class Stream { [TrackedAttr] public int Hits { get; } }
            }
            """;
        Analysis analysis = await Analysis.RunAsync(TestProject.Create(Source, refersToGenTracker: false));

        await analysis.AssertCleanAsync();
    }
}
