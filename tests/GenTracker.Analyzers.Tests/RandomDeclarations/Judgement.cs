using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>Compiles many declarations in one program, each in a namespace of its own, and judges each.</summary>
internal sealed partial class Judgement
{
    private const string Unimplemented = "CS9248";

    private readonly IReadOnlyList<IReadOnlyList<string>> _files;
    private readonly ILookup<int, Diagnostic> _refused;
    private readonly ILookup<int, Diagnostic> _compiled;
    private readonly ILookup<int, Diagnostic> _fromGenerator;
    private readonly ILookup<int, Diagnostic> _fromAnalyzer;

    private Judgement(
        IReadOnlyList<IReadOnlyList<string>> files, ILookup<int, Diagnostic> refused, ILookup<int, Diagnostic> compiled, ILookup<int, Diagnostic> fromGenerator, ILookup<int, Diagnostic> fromAnalyzer) =>
        (_files, _refused, _compiled, _fromGenerator, _fromAnalyzer) = (files, refused, compiled, fromGenerator, fromAnalyzer);

    /// <summary>The verdicts, in the order of the declarations.</summary>
    public IReadOnlyList<Verdict> Verdicts => [.. Enumerable.Range(0, _files.Count).Select(Of)];

    /// <summary>The ids of the errors that were told.</summary>
    public IEnumerable<string> ToldIds => _fromGenerator.SelectMany(static found => found).Select(static found => found.Id);

    /// <summary>Judges declarations.</summary>
    /// <param name="cases">The choices that make them.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="language">The version of C#.</param>
    public static async Task<Judgement> OfAsync(IReadOnlyList<Choices> cases, IIncrementalGenerator generator, LanguageVersion language)
    {
        CSharpParseOptions options = new(language, DocumentationMode.Diagnose);
        IReadOnlyList<IReadOnlyList<string>> files = [.. cases.Select(static (choices, index) => RandomDeclaration.Files(choices, $"Case{index}"))];
        CSharpCompilation input = Program(Enumerable.Range(0, files.Count));
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);

        // The compiler's diagnostics and the analyzer's come from one and the same binding, which is what all this costs.
        ILookup<bool, Diagnostic> all = (await output.WithAnalyzers([new DeclarationAnalyzer()]).GetAllDiagnosticsAsync(CancellationToken.None))
            .ToLookup(static found => found.Id.StartsWith("CS", StringComparison.Ordinal));
        ILookup<int, Diagnostic> compiled = ByCase(all[true].Where(found => found.Severity == DiagnosticSeverity.Error || (found.Severity == DiagnosticSeverity.Warning && !input.ContainsSyntaxTree(found.Location.SourceTree!))));
        return new(
            files,
            ByCase(Program(compiled.Select(static found => found.Key)).GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error && found.Id != Unimplemented)),
            compiled,
            ByCase(fromGenerator),
            ByCase(all[false]));

        CSharpCompilation Program(IEnumerable<int> indexes) => CSharpCompilation.Create(
            "Declarations",
            indexes.SelectMany(index => files[index].Select((text, part) => CSharpSyntaxTree.ParseText(text, options, $"Case{index}.Part{part}.cs", Encoding.UTF8)))
                .Append(CSharpSyntaxTree.ParseText(RandomDeclaration.Shared, options, "Shared.cs", Encoding.UTF8)),
            TestProject.Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: true, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The verdict on a declaration.</summary>
    /// <param name="index">Which one.</param>
    public Verdict Of(int index)
    {
        if (!Agree(index) || _fromGenerator[index].Concat(_fromAnalyzer[index]).Any(static found => !Rules.OfDeclarations.Contains(found.Descriptor) || found.Id == Rules.InternalError.Id)) return Verdict.Disagreement;
        if (_fromGenerator[index].Any(static found => found.Severity == DiagnosticSeverity.Error)) return Verdict.Told;
        if (!_compiled[index].Any()) return Verdict.Sound;
        return _refused[index].Any() ? Verdict.RefusedByCompiler : Verdict.Untold;
    }

    /// <summary>All that is to be known of a declaration whose promise is broken.</summary>
    /// <param name="index">Which one.</param>
    public string Describe(int index) => $"""
        {Of(index)}
        the generator says: {Lines(_fromGenerator[index])}
        the analyzer says: {Lines(_fromAnalyzer[index])}
        the compiler says, without what was generated: {Lines(_refused[index])}
        the compiler says, with it: {Lines(_compiled[index])}
        {string.Join("\n----\n", _files[index])}
        """;

    private bool Agree(int index) => _fromGenerator[index].ToHashSet().SetEquals(_fromAnalyzer[index]) && _fromGenerator[index].Count() == _fromAnalyzer[index].Count();

    private static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(static found =>
        $"\n    {found}\n        {found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}"));

    private static ILookup<int, Diagnostic> ByCase(IEnumerable<Diagnostic> diagnostics) => diagnostics.ToLookup(static found =>
        CaseNumber().Match(found.Location.SourceTree?.FilePath ?? "") is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Of no declaration: {found}"));

    [GeneratedRegex(@"\bCase(\d+)\.")]
    private static partial Regex CaseNumber();
}
