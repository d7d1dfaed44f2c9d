using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The layers of the runtime, and what each may use: the table of docs/architecture.md.</summary>
public sealed class ArchitectureTests
{
    private const string PublicApi = "Declaring, Children, Options, Errors, Monitoring";

    private static readonly Lazy<ILookup<string, string>> Touched = new(FindTouched);

    [Theory]
    [InlineData("Declaring", "Children, Options")]
    [InlineData("Formatting", "")]
    [InlineData("Children", "Formatting, Options, Errors")]
    [InlineData("Monitoring", "Formatting, Declaring, Children, Options")]
    [InlineData("Options", "Children, Dispatching")]
    [InlineData("Errors", "Formatting, Options")]
    [InlineData("Slots", "")]
    [InlineData("Table", "")]
    [InlineData("Indexes", "Table, Slots, Runtime, Errors")]
    [InlineData("Dispatching", "")]
    [InlineData("Logging", "Formatting, Dispatching, Children")]
    [InlineData("Waiting", "Dispatching, Runtime, Errors")]
    [InlineData("Watching", "Waiting, Children")]
    [InlineData("Observability", "Table, Formatting, Runtime, " + PublicApi)]
    [InlineData("Runtime", "Supervision, Observability, Waiting, Slots, " + PublicApi)]
    [InlineData("Supervision", "Table, Slots, Formatting, Dispatching, Logging, Waiting, Watching, Observability, Runtime, the root, " + PublicApi)]
    [InlineData("Hosting", "Runtime, Monitoring, Options, Formatting, Logging")]
    public void A_layer_touches_only_what_it_may(string layer, string allowed)
    {
        string[] mayTouch = [.. allowed.Split(", ", StringSplitOptions.RemoveEmptyEntries), layer];

        string[] forbidden = [.. Touched.Value[layer].Where(touch => !mayTouch.Contains(touch.Split(':')[0])).Order(StringComparer.Ordinal)];

        Assert.True(forbidden.Length == 0, $"{layer} uses what it must not know:\n{string.Join("\n", forbidden)}");
    }

    [Fact]
    public void What_is_touched_is_seen() =>
        Assert.Contains(
            Touched.Value["Supervision"],
            touch => touch.StartsWith("Table: ProbingTable", StringComparison.Ordinal) || touch.StartsWith("Table: ChildTable", StringComparison.Ordinal));

    /// <summary>For each layer, the types of other layers that its code names: "Layer: Type in File".</summary>
    private static ILookup<string, string> FindTouched()
    {
        string root = SourceRoot();
        SyntaxTree[] trees = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.StartsWith(Path.Combine(root, "obj"), StringComparison.Ordinal) && !file.StartsWith(Path.Combine(root, "bin"), StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview), file))];
        IEnumerable<MetadataReference> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) != "GenTracker.dll")
            .Select(file => MetadataReference.CreateFromFile(file));
        CSharpCompilation compilation = CSharpCompilation.Create("layers", trees, platform);
        return trees.SelectMany(tree => TypesNamedIn(tree, compilation.GetSemanticModel(tree))
                .Select(type => (Layer: LayerOf(root, tree.FilePath),
                    Touch: $"{LayerOf(root, type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath)}: {type.Name} in {Path.GetFileName(tree.FilePath)}")))
            .Distinct()
            .ToLookup(named => named.Layer, named => named.Touch);
    }

    private static IEnumerable<INamedTypeSymbol> TypesNamedIn(SyntaxTree tree, SemanticModel model) =>
        tree.GetRoot().DescendantNodes(descendIntoTrivia: false).OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Select(symbol => symbol as INamedTypeSymbol ?? symbol?.ContainingType)
            .OfType<INamedTypeSymbol>()
            .Where(type => type.DeclaringSyntaxReferences.Length > 0);

    private static string LayerOf(string root, string file)
    {
        string[] parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? "the root" : parts[0];
    }

    private static string SourceRoot([CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "src", "GenTracker"));
}
