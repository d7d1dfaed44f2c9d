using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GenTracker.Generators.Diagnostics;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>Compiles many declarations in one program, each in its own namespace, and finds the outcome of each.</summary>
internal sealed partial class CheckedDeclarations
{
    private const string Unimplemented = "CS9248";

    private static readonly MetadataReference Library = CompileLibrary();

    private readonly IReadOnlyList<IReadOnlyList<string>> _files;
    private readonly ILookup<int, Diagnostic> _rejected;
    private readonly ILookup<int, Diagnostic> _compiled;
    private readonly ILookup<int, Diagnostic> _fromGenerator;
    private readonly ILookup<int, Diagnostic> _fromAnalyzer;

    private CheckedDeclarations(
        IReadOnlyList<IReadOnlyList<string>> files,
        ILookup<int, Diagnostic> rejected,
        ILookup<int, Diagnostic> compiled,
        ILookup<int, Diagnostic> fromGenerator,
        ILookup<int, Diagnostic> fromAnalyzer) =>
        (_files, _rejected, _compiled, _fromGenerator, _fromAnalyzer) = (files, rejected, compiled, fromGenerator, fromAnalyzer);

    public IReadOnlyList<Outcome> Outcomes => [.. Enumerable.Range(0, _files.Count).Select(Of)];

    /// <summary>What was drawn of <see cref="RandomDeclaration.Features"/>, for each declaration.</summary>
    public required IReadOnlyList<IReadOnlySet<string>> Features { get; init; }

    public IEnumerable<string> ReportedIds => _fromGenerator.SelectMany(static found => found).Select(static found => found.Id);

    public static async Task<CheckedDeclarations> CheckAsync(IReadOnlyList<Choices> cases, IIncrementalGenerator generator, LanguageVersion language)
    {
        CSharpParseOptions options = new(language, DocumentationMode.Diagnose);
        List<IReadOnlyList<string>> files = [];
        List<IReadOnlySet<string>> features = [];
        foreach (Choices choices in cases)
        {
            files.Add(RandomDeclaration.Files(choices, $"Case{files.Count}", out IReadOnlySet<string> drawn));
            features.Add(drawn);
        }

        CSharpCompilation input = Program(Enumerable.Range(0, files.Count));
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> fromGenerator);
        output = GeneratedWarnings.Enable(output, input);

        // One binding gives the diagnostics of the compiler and of the analyzer. It is the expensive part.
        ILookup<bool, Diagnostic> all = (await output.WithAnalyzers([new DeclarationAnalyzer()]).GetAllDiagnosticsAsync(CancellationToken.None))
            .ToLookup(static found => found.Id.StartsWith("CS", StringComparison.Ordinal));
        ILookup<int, Diagnostic> compiled = ByCase(all[true].Where(found => found.Severity == DiagnosticSeverity.Error
            || (found.Severity == DiagnosticSeverity.Warning && !input.ContainsSyntaxTree(found.Location.SourceTree!))));
        return new(
            files,
            ByCase(
                Program(compiled.Select(static found => found.Key))
                    .GetDiagnostics()
                    .Where(static found => found.Severity == DiagnosticSeverity.Error && found.Id != Unimplemented && !MissesGenerated(found))),
            compiled,
            ByCase(fromGenerator),
            ByCase(all[false]))
        {
            Features = features,
        };

        CSharpCompilation Program(IEnumerable<int> indexes) => CSharpCompilation.Create(
            "Declarations",
            indexes.SelectMany(
                index => files[index].Select((text, part) => CSharpSyntaxTree.ParseText(text, options, $"Case{index}.Part{part}.cs", Encoding.UTF8)))
                .Append(CSharpSyntaxTree.ParseText(RandomDeclaration.Shared, options, "Shared.cs", Encoding.UTF8)),
            [.. TestProject.Platform, Library],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: true, warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    public Outcome Of(int index)
    {
        if (!Agree(index) || _fromGenerator[index].Concat(_fromAnalyzer[index]).Any(IsUnexpected)) return Outcome.Disagreement;
        if (_fromGenerator[index].Any(static found => found.Severity == DiagnosticSeverity.Error)) return Outcome.Reported;
        if (!_compiled[index].Any()) return Outcome.Compiles;
        return _rejected[index].Any() ? Outcome.RejectedByCompiler : Outcome.Unreported;
    }

    /// <summary>Describes a declaration that breaks the promise.</summary>
    public string Describe(int index) => $"""
        {Of(index)}
        the generator reports: {Lines(_fromGenerator[index])}
        the analyzer reports: {Lines(_fromAnalyzer[index])}
        the compiler reports without generated code: {Lines(_rejected[index])}
        the compiler reports with generated code: {Lines(_compiled[index])}
        {string.Join("\n----\n", _files[index])}
        """;

    private static PortableExecutableReference CompileLibrary()
    {
        CSharpCompilation library = CSharpCompilation.Create(
            "Library", [CSharpSyntaxTree.ParseText(RandomDeclaration.Library, new(LanguageVersion.CSharp13))], TestProject.Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new Generators.TrackerGenerator().AsSourceGenerator()], parseOptions: new(LanguageVersion.CSharp13))
            .RunGeneratorsAndUpdateCompilation(library, out Compilation output, out _);
        using MemoryStream stream = new();
        Assert.True(output.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static bool IsUnexpected(Diagnostic found) =>
        !DiagnosticDescriptors.Declarations.Contains(found.Descriptor) || found.Id == DiagnosticDescriptors.InternalError.Id;

    private bool Agree(int index) =>
        _fromGenerator[index].ToHashSet().SetEquals(_fromAnalyzer[index]) && _fromGenerator[index].Count() == _fromAnalyzer[index].Count();

    private static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(static found =>
        $"\n    {found}\n        {found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}"));

    /// <summary>Whether the compiler misses a type that only a generator writes.</summary>
    private static bool MissesGenerated(Diagnostic found) =>
        found.Id is "CS0103" or "CS0234" or "CS0246" or "CS0426" && GeneratedName().IsMatch(found.GetMessage(CultureInfo.InvariantCulture));

    /// <summary>The diagnostics of each declaration. A generator that writes nothing leaves errors in the types that all declarations use.</summary>
    private static ILookup<int, Diagnostic> ByCase(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Where(static found => found.Location.SourceTree?.FilePath != "Shared.cs")
        .ToLookup(static found =>
        CaseNumber().Match(found.Location.SourceTree?.FilePath ?? "") is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Not in a declaration: {found}"));

    [GeneratedRegex(@"\bCase(\d+)\.")]
    private static partial Regex CaseNumber();

    [GeneratedRegex(@"(Tracker|Attrs)\b")]
    private static partial Regex GeneratedName();
}
