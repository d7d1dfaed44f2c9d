using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using GenTracker.CodeFixes;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>All generators, analyzers, code fixes and refactorings of the package. Reflection finds them, so that the tests cannot miss one.</summary>
internal static class Components
{
    public static ImmutableArray<ISourceGenerator> Generators { get; } =
        [.. CreateAll<IIncrementalGenerator>(typeof(DiagnosticDescriptors)).Select(generator => generator.AsSourceGenerator())];

    /// <summary>The platform's generator of JSON metadata, which sees what the user has written and not what our generator writes.</summary>
    public static ISourceGenerator JsonGenerator { get; } = LoadFromPack(
        "Microsoft.NETCore.App.Ref", "System.Text.Json.SourceGeneration.dll", "System.Text.Json.SourceGeneration.JsonSourceGenerator");

    /// <summary>ASP.NET Core's generator of request delegates.</summary>
    public static ISourceGenerator RequestDelegateGenerator { get; } = LoadFromPack(
        "Microsoft.AspNetCore.App.Ref", "Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll",
        "Microsoft.AspNetCore.Http.RequestDelegateGenerator.RequestDelegateGenerator");

    /// <summary>The rules that no analyzer reports.</summary>
    public static ImmutableArray<DiagnosticDescriptor> RulesOfGenerator { get; } =
        [DiagnosticDescriptors.UnseenHandlerType, DiagnosticDescriptors.InternalError];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = CreateAll<DiagnosticAnalyzer>(typeof(DeclarationAnalyzer));

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = CreateAll<CodeFixProvider>(typeof(EditingCodeFix));

    public static ImmutableArray<CodeRefactoringProvider> Refactorings { get; } = CreateAll<CodeRefactoringProvider>(typeof(EditingCodeFix));

    /// <summary>The ids of compiler errors that one of our fixes handles.</summary>
    public static ImmutableHashSet<string> FixableCompilerErrors { get; } =
        [.. Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Where(id => id.StartsWith("CS", StringComparison.Ordinal))];

    /// <summary>The folder of the reference assemblies of a pack of the SDK.</summary>
    public static string ReferencesOf(string pack) => Path.Combine(NewestOf(pack), "ref", "net10.0");

    private static string NewestOf(string pack) =>
        Directory.GetDirectories(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", pack), "10.*")
            .OrderBy(static version => Version.Parse(Path.GetFileName(version)))
            .Last();

    private static ISourceGenerator LoadFromPack(string pack, string file, string generator)
    {
        Type type = Assembly.LoadFrom(Path.Combine(NewestOf(pack), "analyzers", "dotnet", "cs", file)).GetType(generator, throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }

    private static ImmutableArray<T> CreateAll<T>(Type member) =>
    [
        .. member.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
