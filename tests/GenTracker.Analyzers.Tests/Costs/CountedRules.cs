using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>The rules, compiled again so that they count their steps. The count is the same on every machine, busy or not.</summary>
internal sealed class CountedRules
{
    private static readonly string[] Ours = ["GenTracker.Generators", "GenTracker.Analyzers", "GenTracker.CodeFixes", "GenTracker.Analyzers.Tests"];

    private readonly FieldInfo _count;
    private readonly ImmutableArray<DiagnosticAnalyzer> _rules;

    /// <param name="more">The source of one more rule.</param>
    public CountedRules(string more = "")
    {
        Assembly assembly = Load([.. Sources(), ("More.cs", more)]);
        _count = assembly.GetType("Counting.Steps", throwOnError: true)!.GetField("Count")!;
        _rules =
        [
            .. assembly.GetTypes()
                .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
    }

    public int Count => _rules.Length;

    /// <summary>Counts the steps of all rules in a program with its generated code.</summary>
    public async Task<long> StepsAsync(Compilation program)
    {
        CompilationWithAnalyzers analysis = program.WithAnalyzers(
            _rules, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        long before = (long)_count.GetValue(null)!;
        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id == "AD0001");
        return (long)_count.GetValue(null)! - before;
    }

    private static Assembly Load(IReadOnlyList<(string Path, string Text)> sources)
    {
        CSharpCompilation program = CSharpCompilation.Create(
            "GenTracker.CountedRules",
            sources.Append(("Counter.cs", StepCounter.Counter)).Select(static file => Parse(file.Item2, file.Item1)),
            TestProject.Platform.Where(static reference => !Ours.Contains(Path.GetFileNameWithoutExtension(reference.Display))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpCompilation counted = program.RemoveAllSyntaxTrees().AddSyntaxTrees(program.SyntaxTrees.Select(tree => tree.FilePath == "Counter.cs"
            ? tree
            : Parse(new StepCounter(program.GetSemanticModel(tree)).Visit(tree.GetRoot()).ToFullString(), tree.FilePath)));
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
