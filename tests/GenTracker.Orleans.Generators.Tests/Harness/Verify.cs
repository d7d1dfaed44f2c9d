using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests.Harness;

/// <summary>Finds the diagnostics of the cluster's generator and analyzers in a program, and compares them with the marks in its source.</summary>
internal static class Verify
{
    /// <summary>What every source of these tests begins with.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using GenTracker.Orleans;
        using Microsoft.Extensions.DependencyInjection;
        using Orleans;
        using Orleans.Hosting;

        """;

    /// <summary>The one method that every child of these tests needs.</summary>
    public const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;";

    /// <summary>All analyzers of the package. Reflection finds them, so that the tests cannot miss one.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ClusterGenerator).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The diagnostics are exactly those that the source marks. Other files have none.</summary>
    /// <returns>The diagnostics.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> MarkedAsync(string source, params string[] others)
    {
        Markup markup = Markup.Parse(Usings + source);

        IReadOnlyList<Diagnostic> found = await FindAsync([markup.Source, .. others.Select(static other => Usings + other)]);

        Assert.True(
            markup.Expected.Order().SequenceEqual(found.Select(static diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)).Order()),
            $"Found:\n{string.Join('\n', found)}");
        return found;
    }

    /// <summary>The diagnostics of a program, each once. The compiler applies a <c>#pragma</c> to them.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(params string[] sources)
    {
        CSharpCompilation input = TestCompilation.Create(sources);
        Generation.CreateDriver().RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> analyzed = await output.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Diagnostic[] generated =
            [.. reported.Where(static diagnostic => !diagnostic.IsSuppressed && diagnostic.Id.StartsWith("GT3", StringComparison.Ordinal))];

        // A build prints equal findings once. Editors offer fixes for those of analyzers, so both must find the same.
        Assert.DoesNotContain(generated.Except(analyzed), static diagnostic => diagnostic.Id != "GT3007");
        return [.. analyzed.Concat(generated).Distinct()];
    }
}
