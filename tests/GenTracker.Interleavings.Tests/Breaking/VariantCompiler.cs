using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Interleavings.Breaking;

/// <summary>Compiles the runtime and the scenarios, as this project has them, with some places changed.</summary>
internal sealed class VariantCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, preprocessorSymbols: ["NET10_0_OR_GREATER"]);

    private readonly Dictionary<string, SyntaxTree> _sources = [];
    private readonly ImmutableArray<MetadataReference> _references;

    public VariantCompiler()
    {
        string own = Path.GetFullPath(Path.Combine(Here(), ".."));
        string runtime = Path.GetFullPath(Path.Combine(own, "..", "..", "src", "GenTracker"));
        string generated = typeof(VariantCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "GeneratedSources").Value!;
        IEnumerable<string> files =
        [
            .. SourcesIn(runtime).Where(static file => Path.GetFileName(file) is not ("StripeIndex.cs" or "KeyHash.cs")),
            .. SourcesIn(Path.Combine(own, "Instrumentation")),
            .. SourcesIn(Path.Combine(own, "Scenarios")),
            .. SourcesIn(Path.Combine(own, "Support")),
            .. SourcesIn(generated),
        ];
        foreach (string file in files)
            _sources.Add(file, Parse(file, File.ReadAllText(file)));

        string self = typeof(VariantCompiler).Assembly.Location;
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _references = [.. platform.Split(Path.PathSeparator).Where(path => path != self).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The exploration of a scenario over the changed runtime.</summary>
    public Exploration Compile(string scenario, IEnumerable<Edit> edits)
    {
        var sources = new Dictionary<string, SyntaxTree>(_sources);
        foreach (Edit edit in edits)
        {
            string file = sources.Keys.Single(path => Path.GetFileName(path) == edit.File);
            string text = sources[file].ToString();
            int at = text.IndexOf(edit.Text, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(edit.Text, at + 1, StringComparison.Ordinal) >= 0)
                throw new InvalidOperationException($"{edit.File} does not have exactly one place that reads: {edit.Text}");
            sources[file] = Parse(file, text.Replace(edit.Text, edit.Replacement, StringComparison.Ordinal));
        }

        var compilation = CSharpCompilation.Create(
            "GenTracker.Broken",
            sources.Values,
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join(System.Environment.NewLine, emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        Assembly variant = new AssemblyLoadContext("broken", isCollectible: true).LoadFromStream(image);
        return (Exploration)variant.GetType(typeof(Catalogue).FullName!)!.GetMethod(nameof(Catalogue.Explore))!.Invoke(null, [scenario])!;
    }

    private static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    private static SyntaxTree Parse(string file, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), ParseOptions, file);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
