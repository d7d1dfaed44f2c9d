using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Tests.Shared;

/// <summary>What always holds of a run of a generator.</summary>
internal static class GenerationChecks
{
    /// <summary>The program has exactly these errors and warnings, and the generator reports nothing else.</summary>
    /// <param name="input">The program without the generated files.</param>
    /// <param name="compiled">What the compiler says of the program with them.</param>
    /// <param name="reported">What the generator reports.</param>
    /// <param name="expected">The ids of the diagnostics.</param>
    /// <param name="files">The generated files by name: what a failure shows.</param>
    public static void AssertDiagnostics(
        Compilation input,
        IEnumerable<Diagnostic> compiled,
        IEnumerable<Diagnostic> reported,
        string[] expected,
        IReadOnlyDictionary<string, string> files)
    {
        // The sources of the tests need no documentation. Generated files do.
        Diagnostic[] found =
        [
            .. compiled
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Where(diagnostic => diagnostic.Id != "CS1591" || !input.ContainsSyntaxTree(diagnostic.Location.SourceTree!))
                .Concat(reported.Where(static diagnostic => !diagnostic.IsSuppressed)),
        ];
        if (found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal))) return;
        Assert.Fail($"""
            Expected: {string.Join(", ", expected)}
            Found:
            {string.Join('\n', found.Select(Show))}
            {string.Join('\n', files.Select(static file => $"----- {file.Key}\n{Numbered(file.Value)}"))}
            """);
    }

    /// <summary>After an unrelated edit, no step of ours gives anything else, and no file is written again.</summary>
    /// <param name="again">The run after the edit.</param>
    /// <param name="modelStep">The step that files are written from.</param>
    public static void AssertCached(GeneratorRunResult again, string modelStep)
    {
        foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in again.TrackedSteps)
        {
            if (!step.StartsWith("GenTracker.", StringComparison.Ordinal)) continue;
            Assert.All(runs.SelectMany(static run => run.Outputs), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"After an unrelated edit {step} is {output.Reason}."));
        }

        // Diagnostics are reported again for each compilation. Files must not be written again.
        IEnumerable<IncrementalGeneratorRunStep> written = again.TrackedOutputSteps.SelectMany(static step => step.Value)
            .Where(run => !run.Outputs.IsEmpty && run.Inputs.All(input => input.Source.Name == modelStep));
        Assert.All(written.SelectMany(static run => run.Outputs), static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static string Show(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
        return $"{diagnostic}\n    {line}";
    }

    private static string Numbered(string text) => string.Join('\n', text.Split('\n').Select(static (line, index) => $"{index + 1,4} {line}"));
}
