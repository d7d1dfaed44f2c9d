using System.Collections.Immutable;
using GenTracker.CodeFixes;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>All generators, analyzers and code fixes of the package. Reflection finds them, so that the tests cannot miss one.</summary>
internal static class Components
{
    public static ImmutableArray<ISourceGenerator> Generators { get; } =
        [.. CreateAll<IIncrementalGenerator>(typeof(DiagnosticDescriptors)).Select(generator => generator.AsSourceGenerator())];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = CreateAll<DiagnosticAnalyzer>(typeof(DeclarationAnalyzer));

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = CreateAll<CodeFixProvider>(typeof(EditingCodeFix));

    /// <summary>The ids of compiler errors that one of our fixes handles.</summary>
    public static ImmutableHashSet<string> FixableCompilerErrors { get; } =
        [.. Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Where(id => id.StartsWith("CS", StringComparison.Ordinal))];

    private static ImmutableArray<T> CreateAll<T>(Type member) =>
    [
        .. member.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
