using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Breaking;

/// <summary>Source files, some places of which may be changed, and the assembly that they make.</summary>
internal sealed class Sources
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<PortableExecutableReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    // Whatever is made of it shares its references: to bind them is the most expensive part of a compilation.
    private readonly CSharpCompilation _compilation;

    /// <summary>Source files, and the assembly that they make, against what the calling program runs on but for the assemblies named.</summary>
    public Sources(string assembly, IEnumerable<string> files, params IReadOnlyCollection<string> without)
        : this(CSharpCompilation.Create(
            assembly,
            files.Select(static file => Parse(file, File.ReadAllText(file))),
            Platform.Where(reference => !without.Contains(Path.GetFileNameWithoutExtension(reference.FilePath))),
            // The sources are known to be sound as to null; not asking anew spares a tenth of the time.
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable, optimizationLevel: OptimizationLevel.Release)))
    {
    }

    private Sources(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>The source files of a folder, but for what was built there.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    /// <summary>The same sources with some places changed. Throws, by name, if a place has moved.</summary>
    public Sources With(IEnumerable<Edit> edits) => new(edits.Aggregate(_compilation, Apply));

    /// <summary>The same sources and one more, that is no file.</summary>
    public Sources And(string name, string text) => new(_compilation.AddSyntaxTrees(Parse(name, text)));

    /// <summary>Compiles them.</summary>
    public MemoryStream Compile()
    {
        var image = new MemoryStream();
        var emitted = _compilation.Emit(image);
        if (!emitted.Success)
        {
            IEnumerable<Diagnostic> errors = emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException(string.Join('\n', errors));
        }

        image.Position = 0;
        return image;
    }

    private static CSharpCompilation Apply(CSharpCompilation compilation, Edit edit)
    {
        (SyntaxTree File, TextSpan Code, int TypeEnd)[] found = [.. Find(compilation.SyntaxTrees, edit)];
        if (found is not [var place])
            throw new InvalidOperationException($"{edit.Place} has {found.Length} places instead of one that read: {edit.Code}");
        List<TextChange> changes = [new(place.Code, edit.Replacement)];
        if (edit.Adds != "")
            changes.Add(new TextChange(new TextSpan(place.TypeEnd, 0), edit.Adds));
        return compilation.ReplaceSyntaxTree(place.File, place.File.WithChangedText(place.File.GetText().WithChanges(changes)));
    }

    private static IEnumerable<(SyntaxTree File, TextSpan Code, int TypeEnd)> Find(IEnumerable<SyntaxTree> trees, Edit edit)
    {
        string[] names = edit.Place.Split('.');
        string[] code = [.. SyntaxFactory.ParseTokens(edit.Code).Select(static token => token.Text).Where(static text => text != "")];
        return
            from tree in trees
            from type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            where type.Identifier.ValueText == names[0]
            from holder in names is [_] ? [type] : type.Members.Where(member => NamesOf(member).Contains(names[1]))
            from span in Find([.. holder.DescendantTokens()], code)
            select (tree, span, type.CloseBraceToken.SpanStart);
    }

    private static IEnumerable<TextSpan> Find(SyntaxToken[] tokens, string[] code)
    {
        for (int at = 0; at + code.Length <= tokens.Length; at++)
        {
            if (tokens.Skip(at).Take(code.Length).Select(static token => token.Text).SequenceEqual(code))
                yield return TextSpan.FromBounds(tokens[at].SpanStart, tokens[at + code.Length - 1].Span.End);
        }
    }

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        ConstructorDeclarationSyntax constructor => [constructor.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(static variable => variable.Identifier.ValueText),
        _ => [],
    };

    private static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, file);
}
