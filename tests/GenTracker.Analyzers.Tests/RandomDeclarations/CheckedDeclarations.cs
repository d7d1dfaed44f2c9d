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

    private static readonly MetadataReference[] Libraries =
        [CompileLibrary("Library", RandomDeclaration.Library, []), CompileLibrary("FarLibrary", RandomDeclaration.FarLibrary, ["Far"])];

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

    public static Task<CheckedDeclarations> CheckAsync(IReadOnlyList<Choices> cases, IIncrementalGenerator generator, LanguageVersion language) =>
        CheckAsync([.. cases.Select(static choices => (choices, (string?)null))], generator, language);

    /// <summary>Checks cases, each with a feature that it must have, or null.</summary>
    public static async Task<CheckedDeclarations> CheckAsync(
        IReadOnlyList<(Choices Choices, string? Wanted)> cases, IIncrementalGenerator generator, LanguageVersion language)
    {
        CSharpParseOptions options = new(language, DocumentationMode.Diagnose);
        List<IReadOnlyList<string>> files = [];
        List<IReadOnlySet<string>> features = [];
        foreach ((Choices choices, string? wanted) in cases)
        {
            files.Add(RandomDeclaration.Files(choices, $"Case{files.Count}", out IReadOnlySet<string> drawn, wanted));
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
            [.. TestProject.Platform, .. Libraries],
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

    private static PortableExecutableReference CompileLibrary(string name, string text, ImmutableArray<string> aliases)
    {
        CSharpCompilation library = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(text, new(LanguageVersion.CSharp13))], TestProject.Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new Generators.TrackerGenerator().AsSourceGenerator()], parseOptions: new(LanguageVersion.CSharp13))
            .RunGeneratorsAndUpdateCompilation(library, out Compilation output, out _);
        using MemoryStream stream = new();
        Assert.True(output.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray(), new MetadataReferenceProperties(aliases: aliases));
    }

    private static bool IsUnexpected(Diagnostic found) => !DiagnosticDescriptors.Declarations.Contains(found.Descriptor);

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
        .ToLookup(static found => FindCase(found.Location.SourceTree) ?? throw new InvalidOperationException($"Not in a declaration: {found}"));

    /// <summary>
    /// The number of the declaration that a file belongs to. The name of a generated file has no namespace if it has other letters than Latin ones.
    /// </summary>
    private static int? FindCase(SyntaxTree? file) =>
        (CaseOfPath().Match(file?.FilePath ?? "") is { Success: true } ofPath ? ofPath : CaseOfNamespace().Match(file?.ToString() ?? ""))
            is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\bCase(\d+)\.")]
    private static partial Regex CaseOfPath();

    [GeneratedRegex(@"^namespace Case(\d+)\b", RegexOptions.Multiline)]
    private static partial Regex CaseOfNamespace();

    [GeneratedRegex(@"(Tracker|Attrs)\b")]
    private static partial Regex GeneratedName();
}
