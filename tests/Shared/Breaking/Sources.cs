using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Breaking;

/// <summary>Source files, some places of which may be changed, and the assembly that they make.</summary>
internal sealed class Sources
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, preprocessorSymbols: ["NET10_0_OR_GREATER"]);

    private static readonly ImmutableArray<PortableExecutableReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly ImmutableDictionary<string, SyntaxTree> _trees;

    public Sources(IEnumerable<string> files)
        : this(files.ToImmutableDictionary(static file => file, static file => Parse(file, File.ReadAllText(file))))
    {
    }

    private Sources(ImmutableDictionary<string, SyntaxTree> trees) => _trees = trees;

    /// <summary>The source files of a folder, but for what was built there.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    /// <summary>The same sources with some places changed. Throws, by name, where a place has moved.</summary>
    public Sources With(IEnumerable<Edit> edits)
    {
        ImmutableDictionary<string, SyntaxTree> trees = _trees;
        foreach (Edit edit in edits)
        {
            string file = trees.Keys.Single(path => Path.GetFileName(path) == edit.File);
            string text = trees[file].ToString();
            int at = text.IndexOf(edit.Text, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(edit.Text, at + 1, StringComparison.Ordinal) >= 0)
                throw new InvalidOperationException($"{edit.File} does not have exactly one place that reads: {edit.Text}");
            trees = trees.SetItem(file, Parse(file, text.Replace(edit.Text, edit.Replacement, StringComparison.Ordinal)));
        }

        return new Sources(trees);
    }

    /// <summary>The same sources and one more, that is no file.</summary>
    public Sources And(string name, string text) => new(_trees.Add(name, Parse(name, text)));

    /// <summary>Compiles them, against what the calling program runs on but for the assemblies named.</summary>
    public MemoryStream Compile(string assembly, params IReadOnlyCollection<string> without)
    {
        // The sources are known to be sound as to null; not asking anew spares a tenth of the time.
        var compilation = CSharpCompilation.Create(
            assembly,
            _trees.Values,
            Platform.Where(reference => !without.Contains(Path.GetFileNameWithoutExtension(reference.FilePath))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable, optimizationLevel: OptimizationLevel.Release));
        var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return image;
    }

    private static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, file);
}
