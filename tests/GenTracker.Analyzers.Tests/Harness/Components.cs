using System.Collections.Immutable;
using System.Linq;
using GenTracker.CodeFixes;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>All that the package brings to the compiler and to editors; found in its assemblies, so that none can be left out of the tests.</summary>
internal static class Components
{
    /// <summary>The generators.</summary>
    public static ImmutableArray<ISourceGenerator> Generators { get; } =
        [.. AllIn<IIncrementalGenerator>(typeof(Rules)).Select(generator => generator.AsSourceGenerator())];

    /// <summary>The analyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = AllIn<DiagnosticAnalyzer>(typeof(DeclarationAnalyzer));

    /// <summary>The code fixes.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } = AllIn<CodeFixProvider>(typeof(EditingCodeFix));

    /// <summary>The compiler's errors that a fix of ours cures.</summary>
    public static ImmutableHashSet<string> FixedOfTheCompilers { get; } =
        [.. Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Where(id => id.StartsWith("CS", System.StringComparison.Ordinal))];

    private static ImmutableArray<T> AllIn<T>(System.Type oneOfThem) =>
    [
        .. oneOfThem.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)System.Activator.CreateInstance(type)!),
    ];
}
