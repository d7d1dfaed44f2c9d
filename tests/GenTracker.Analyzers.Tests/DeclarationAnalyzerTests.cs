using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>What holds for all rules of declarations.</summary>
public class DeclarationAnalyzerTests
{
    [Fact]
    public async Task The_generator_and_the_analyzers_report_equal_diagnostics()
    {
        // Each of them is found by both, in one compilation, some beside errors of the compiler.
        await Verify.FindsAsync("""
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
    public Task A_language_without_partial_properties_is_named() => Verify.FindsAsync(
        """
        using GenTracker;

        [Tracker] partial class {|GT0010:Stream|} { }
        """,
        LanguageVersion.CSharp12);

    [Fact]
    public Task A_right_declaration_is_left_in_peace() => Verify.FindsAsync("""
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
    public async Task A_suppressed_finding_is_not_shown(string source)
    {
        Analysis analysis = await Analysis.OfAsync(TestProject.Of(source));

        Assert.Empty(analysis.FromAnalyzers);
    }

    [Fact]
    public async Task A_pragma_silences_the_generator_too()
    {
        Analysis analysis = await Analysis.OfAsync(TestProject.Of("#pragma warning disable GT0001\n[GenTracker.Tracker] class Stream;"));

        Assert.Empty(analysis.FromGenerator);
    }

    [Fact]
    public async Task The_severity_can_be_set_by_configuration()
    {
        Project project = TestProject.Of("[GenTracker.Tracker] class Stream;");
        CompilationOptions options = project.CompilationOptions!;
        project = project.WithCompilationOptions(options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.Add("GT0001", ReportDiagnostic.Warn)));

        Analysis analysis = (await Analysis.OfAsync(project)).GeneratorAndAnalyzersAgree();

        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(analysis.FromAnalyzers).Severity);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_project_that_does_not_refer_to_GenTracker()
    {
        const string Source = """
            namespace Mine
            {
                class TrackerAttribute : System.Attribute;
                class TrackedAttrAttribute : System.Attribute;

                [Tracker] class Stream { [TrackedAttr] public int Hits { get; } }
            }
            """;
        Analysis analysis = await Analysis.OfAsync(TestProject.Of(Source, refersToGenTracker: false));

        await analysis.IsCleanAsync();
    }
}
