using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>The rules, compiled once more so that they count their steps: the same on every machine, busy or not.</summary>
internal sealed class CountedRules
{
    private static readonly string[] Ours = ["GenTracker.Generators", "GenTracker.Analyzers", "GenTracker.CodeFixes", "GenTracker.Analyzers.Tests"];

    private readonly FieldInfo _taken;
    private readonly ImmutableArray<DiagnosticAnalyzer> _rules;

    /// <summary>Compiles them.</summary>
    /// <param name="more">One more rule, in a file of its own.</param>
    public CountedRules(string more = "")
    {
        Assembly assembly = Load([.. Sources(), ("More.cs", more)]);
        _taken = assembly.GetType("Counting.Steps", throwOnError: true)!.GetField("Taken")!;
        _rules =
        [
            .. assembly.GetTypes()
                .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(DiagnosticSuppressor).IsAssignableFrom(type))
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
    }

    /// <summary>How many rules there are.</summary>
    public int Count => _rules.Length;

    /// <summary>The steps that all the rules take in a program.</summary>
    /// <param name="program">The program, with what was generated for it.</param>
    public async Task<long> StepsAsync(Compilation program)
    {
        CompilationWithAnalyzers analysis = program.WithAnalyzers(
            _rules, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        long before = (long)_taken.GetValue(null)!;
        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id == "AD0001");
        return (long)_taken.GetValue(null)! - before;
    }

    private static Assembly Load(IReadOnlyList<(string Path, string Text)> sources)
    {
        CSharpCompilation program = CSharpCompilation.Create(
            "GenTracker.CountedRules",
            sources.Append(("Counter.cs", StepCounting.Counter)).Select(static file => Parse(file.Item2, file.Item1)),
            TestProject.Platform.Where(static reference => !Ours.Contains(Path.GetFileNameWithoutExtension(reference.Display))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpCompilation counted = program.RemoveAllSyntaxTrees().AddSyntaxTrees(program.SyntaxTrees.Select(tree => tree.FilePath == "Counter.cs"
            ? tree
            : Parse(new StepCounting(program.GetSemanticModel(tree)).Visit(tree.GetRoot()).ToFullString(), tree.FilePath)));
        using MemoryStream stream = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = counted.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error)));
        stream.Position = 0;
        return new AssemblyLoadContext("Counted rules").LoadFromStream(stream);
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), path, System.Text.Encoding.UTF8);

    private static IEnumerable<(string Path, string Text)> Sources() =>
        from project in (string[])["generators/GenTracker.Generators", "analyzers/GenTracker.Analyzers"]
        let folder = Path.Combine(MarkdownDocument.Repository, project)
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        where Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")
        select (file, File.ReadAllText(file));
}
