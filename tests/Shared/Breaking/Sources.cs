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

    /// <summary>Whether a variant with these edits can stand beside others: all of them are inside the bodies of members.</summary>
    public bool IsSwitchable(IEnumerable<Edit> edits) => edits.All(edit => Find(_compilation.SyntaxTrees, edit).ToArray() is [{ Body: not null }]);

    /// <summary>
    /// The same sources with several variants side by side. A member that variants change has the code of each and its own; which of them it runs says
    /// <see cref="SwitchedMember.Selector"/>. To compile all of them takes little longer than to compile one.
    /// </summary>
    /// <param name="variants">The edits of each variant, which must be <see cref="IsSwitchable"/>.</param>
    public Sources WithSwitch(IEnumerable<IReadOnlyList<Edit>> variants)
    {
        var edits =
            from variant in variants.Index()
            from edit in variant.Item
            select (variant.Index, Edit: edit, Place: FindOne(_compilation.SyntaxTrees, edit));
        CSharpCompilation switched = _compilation;
        foreach (var file in edits.GroupBy(static edit => edit.Place.File))
        {
            IEnumerable<TextChange> changes =
            [
                .. file.GroupBy(static edit => edit.Place.Body!).Select(static member => SwitchedMember.Replace(
                    member.Key,
                    member.ToLookup(static edit => edit.Index, static edit => new TextChange(edit.Place.Code, edit.Edit.Replacement)))),
                .. file.Where(static edit => edit.Edit.Adds != "").Select(static edit => new TextChange(new TextSpan(edit.Place.TypeEnd, 0), edit.Edit.Adds))
                    .Distinct(),
            ];
            switched = switched.ReplaceSyntaxTree(
                file.Key, file.Key.WithChangedText(file.Key.GetText().WithChanges(changes.OrderBy(static change => change.Span.Start))));
        }

        return new Sources(switched).And("Selector.cs", SwitchedMember.SelectorSource);
    }

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
        CodePlace place = FindOne(compilation.SyntaxTrees, edit);
        List<TextChange> changes = [new(place.Code, edit.Replacement)];
        if (edit.Adds != "")
            changes.Add(new TextChange(new TextSpan(place.TypeEnd, 0), edit.Adds));
        return compilation.ReplaceSyntaxTree(place.File, place.File.WithChangedText(place.File.GetText().WithChanges(changes)));
    }

    private static CodePlace FindOne(IEnumerable<SyntaxTree> trees, Edit edit)
    {
        CodePlace[] found = [.. Find(trees, edit)];
        return found is [var place]
            ? place
            : throw new InvalidOperationException($"{edit.Place} has {found.Length} places instead of one that read: {edit.Code}");
    }

    private static IEnumerable<CodePlace> Find(IEnumerable<SyntaxTree> trees, Edit edit)
    {
        string[] names = edit.Place.Split('.');
        string[] code = [.. SyntaxFactory.ParseTokens(edit.Code).Select(static token => token.Text).Where(static text => text != "")];
        return
            from tree in trees
            from type in tree.GetRoot().DescendantNodes(MayHoldTypes).OfType<TypeDeclarationSyntax>()
            where type.Identifier.ValueText == names[0]
            from holder in names is [_] ? [type] : type.Members.Where(member => NamesOf(member).Contains(names[1]))
            from span in Find([.. holder.DescendantTokens()], code)
            select new CodePlace(tree, span, SwitchedMember.BodyAround(holder, span), type.CloseBraceToken.SpanStart);
    }

    private static bool MayHoldTypes(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

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

    /// <summary>Where an edit's code stands, and the body that holds it, if there is one.</summary>
    private sealed record CodePlace(SyntaxTree File, TextSpan Code, SyntaxNode? Body, int TypeEnd);
}
