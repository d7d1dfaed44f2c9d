using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Generators.Tests;

/// <summary>What each kind of edit runs again. The harness tests an unrelated edit with every program of every test.</summary>
public class IncrementalityTests
{
    private const string A = """
        using GenTracker;
        [Tracker]
        public partial class A
        {
            [TrackedAttr(Default = 1)] public partial int X { get; }
            public int Body() => 1;
        }
        """;

    private const string B = "using GenTracker; [Tracker<int>] public partial class B { [TrackedAttr] public partial int X { get; } }";

    private const string Part = "public partial class A { [GenTracker.TrackedAttr] public partial int Y { get; } }";

    [Fact]
    public void An_unrelated_file_changes_nothing() =>
        AssertUnchanged(static compilation => compilation.AddSyntaxTrees(TestCompilation.Parse("class C;", "C.cs")));

    [Fact]
    public void A_blank_line_and_a_comment_above_change_nothing() => AssertUnchanged(Edit("[Tracker]", "\n\n// A comment.\n[Tracker]"));

    [Fact]
    public void A_body_changes_nothing() => AssertUnchanged(Edit("=> 1", "=> 2"));

    [Fact]
    public void A_member_that_is_not_an_attribute_changes_nothing() => AssertUnchanged(Edit("public int Body", "public void Other() { }\npublic int Body"));

    [Fact]
    public void A_type_beside_it_changes_nothing() => AssertUnchanged(Edit("using GenTracker;", "using GenTracker; class Beside;"));

    /// <summary>The harness makes an unrelated edit, and looks for objects of the compiler that the pipeline keeps.</summary>
    [Fact]
    public void With_the_generator_of_request_delegates_an_unrelated_file_changes_nothing() => Generation.From(TestCompilation.Create(
        TestCompilation.ParseOptions.WithFeatures([new("InterceptorsPreviewNamespaces", "Other;Microsoft.AspNetCore.Http.Generated")]),
        ("File0.cs", A),
        ("File1.cs", "internal class Maps { public Maps MapGet(string path) => this.MapGet(path); }")));

    [Fact]
    public void The_order_of_the_files_changes_no_file()
    {
        // The compiler treats the classes of files that change places as removed and new.
        Generation before = Generation.From(A, B, Part);
        GeneratorDriverRunResult after = before.Driver
            .RunGenerators(before.Input.RemoveAllSyntaxTrees().AddSyntaxTrees(before.Input.SyntaxTrees.Reverse())).GetRunResult();

        Assert.Equal(before.Files.Values, Files(after));
    }

    [Fact]
    public void A_reference_changes_nothing() => AssertUnchanged(static compilation => compilation.AddReferences(
        MetadataReference.CreateFromFile(typeof(IncrementalityTests).Assembly.Location)));

    [Fact]
    public void Options_of_the_compilation_change_nothing() => AssertUnchanged(static compilation => compilation.WithOptions(
        compilation.Options.WithOptimizationLevel(OptimizationLevel.Release).WithOverflowChecks(false)));

    [Fact]
    public void A_parse_option_of_a_supported_language_changes_nothing()
    {
        CSharpCompilation before = TestCompilation.Create(A, B);
        CSharpParseOptions preview = TestCompilation.ParseOptions.WithLanguageVersion(LanguageVersion.Preview);
        CSharpCompilation after = TestCompilation.Create(preview, ("File0.cs", A), ("File1.cs", B));
        GeneratorDriver driver = Generation.From(before).Driver.WithUpdatedParseOptions(preview);

        AssertReasons(driver.RunGenerators(after), [Cached, Cached]);
    }

    [Fact]
    public void A_new_attribute_changes_its_class_only() =>
        AssertChanged(Edit("public int Body", "[TrackedAttr] public partial int Z { get; }\npublic int Body"));

    [Fact]
    public void An_argument_of_an_attribute_changes_its_class_only() => AssertChanged(Edit("Default = 1", "Default = 2"));

    [Fact]
    public void A_modifier_changes_its_class_only() => AssertChanged(Edit("public partial int X", "internal partial int X"));

    [Fact]
    public void A_constant_in_another_file_changes_the_class_that_uses_it() => AssertChanged(
        static compilation => Replace(compilation, 2, "1", "2"),
        A.Replace("Default = 1", "Default = Constants.C", StringComparison.Ordinal), B, "static class Constants { public const int C = 1; }");

    [Fact]
    public void A_name_that_is_taken_in_another_file_changes_the_class() => AssertChanged(
        static compilation => Replace(compilation, 2, "Free", "ATracker"), A, B, "public class Free;");

    [Fact]
    public void A_part_that_is_added_changes_its_class_only() =>
        AssertChanged(static compilation => compilation.AddSyntaxTrees(TestCompilation.Parse(Part, "Part.cs")));

    [Fact]
    public void A_part_that_is_removed_changes_its_class_only() =>
        AssertChanged(static compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[2]), A, B, Part);

    [Fact]
    public void A_class_that_is_renamed_has_another_file()
    {
        Generation before = Generation.From(A, B);
        GeneratorDriverRunResult after = before.Driver.RunGenerators(Edit("class A", "class C")(before.Input)).GetRunResult();

        Assert.Equal(
            ["B.tracker.g.cs", "C.tracker.g.cs"],
            after.Results.Single().GeneratedSources.Select(static file => file.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_edit_and_its_undo_end_where_they_began()
    {
        Generation before = Generation.From(A, B);
        GeneratorDriver edited = before.Driver.RunGenerators(Edit("Default = 1", "Default = 2")(before.Input));
        GeneratorDriverRunResult undone = edited.RunGenerators(before.Input).GetRunResult();

        Assert.Equal(before.Files.Values, Files(undone));
    }

    [Fact]
    public void A_diagnostic_that_moves_is_reported_at_its_new_place_and_regenerates_nothing()
    {
        Generation before = Generation.WithDiagnostics(A.Replace("public int Body()", "[TrackedAttr] public int Body", StringComparison.Ordinal), "GT0002");
        GeneratorDriver driver = before.Driver.RunGeneratorsAndUpdateCompilation(
            Edit("[Tracker]", "\n\n\n[Tracker]")(before.Input), out _, out ImmutableArray<Diagnostic> reported);

        Assert.Equal(LineOf(before.Reported.Single()) + 3, LineOf(reported.Single()));
        AssertReasons(driver, [Cached]);
    }

    private const string Cached = "Cached";

    private const string Modified = "Modified";

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;

    private static IEnumerable<string> Files(GeneratorDriverRunResult result) => result.Results.Single().GeneratedSources
        .OrderBy(static file => file.HintName, StringComparer.Ordinal)
        .Select(static file => file.SourceText.ToString());

    private static Func<CSharpCompilation, CSharpCompilation> Edit(string old, string now) => compilation => Replace(compilation, 0, old, now);

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string old, string now)
    {
        SyntaxTree tree = compilation.SyntaxTrees[file];
        string text = tree.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, TestCompilation.Parse(text.Replace(old, now, StringComparison.Ordinal), tree.FilePath));
    }

    private static void AssertUnchanged(Func<CSharpCompilation, CSharpCompilation> edit, params string[] sources) => Run(edit, sources, [Cached, Cached]);

    private static void AssertChanged(Func<CSharpCompilation, CSharpCompilation> edit, params string[] sources) => Run(edit, sources, [Cached, Modified]);

    private static void Run(Func<CSharpCompilation, CSharpCompilation> edit, string[] sources, string[] expected)
    {
        Generation before = Generation.From(sources is [] ? [A, B] : sources);
        AssertReasons(before.Driver.RunGenerators(edit(before.Input)), expected);
    }

    /// <summary>Why each file was written or not, after the edit.</summary>
    private static void AssertReasons(GeneratorDriver driver, string[] expected) => Assert.Equal(
        expected,
        driver.GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(static step => step.Value)
            .Where(static run => run.Inputs.Any(static input => input.Source.Name == TrackerGenerator.ModelStep))
            .SelectMany(static run => run.Outputs)
            .Select(static output => output.Reason.ToString())
            .Order(StringComparer.Ordinal));
}
