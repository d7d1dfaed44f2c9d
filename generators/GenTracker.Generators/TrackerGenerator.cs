using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Endpoints;
using GenTracker.Generators.Incrementality;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators;

/// <summary>Generates the trackers of the classes with <c>[Tracker]</c>, and reports the declarations that it cannot generate.</summary>
/// <remarks>
/// The generator binds a class only if a declaration that the class can depend on has changed. It finds these declarations by syntax alone:
/// each file has a <see cref="FileSummary"/>, each class a <see cref="DependencyHash"/>. Diagnostics are not kept, because they have places,
/// and places move with every edit. The generator finds them again after each edit, but only in the classes that have some.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class TrackerGenerator : IIncrementalGenerator
{
    /// <summary>The step that finds the tracked classes and hashes what they depend on.</summary>
    internal const string HashStep = "GenTracker.DependencyHash";

    /// <summary>The step that reads the classes.</summary>
    internal const string ClassStep = "GenTracker.Class";

    /// <summary>The step that selects the models.</summary>
    internal const string ModelStep = "GenTracker.Model";

    /// <summary>The step that finds the types that may have diagnostics.</summary>
    internal const string DiagnosticStep = "GenTracker.Diagnostic";

    private readonly Action<string> _onParsing;
    private readonly Action<string> _onEmitting;

    /// <summary>Creates the generator.</summary>
    public TrackerGenerator()
        : this(static _ => { }, static _ => { })
    {
    }

    /// <summary>Creates a generator that calls the test before it reads a class and before it writes its file, so that the test can throw there.</summary>
    internal TrackerGenerator(Action<string> onParsing, Action<string> onEmitting) => (_onParsing, _onEmitting) = (onParsing, onEmitting);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DependencyHash> hashes = context.HashDependencies(
            HashStep, out IncrementalValueProvider<DeclarationIndex> index, out IncrementalValueProvider<CompilationSnapshot> snapshot);
        IncrementalValuesProvider<TrackedClass> classes = hashes
            .Combine(snapshot)
            .WithComparer(DependencyHashComparer.Instance)
            .Select((pair, cancellationToken) => Read(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(ClassStep);

        IncrementalValuesProvider<TrackerModel> models = classes
            .Select(static (read, _) => read.Model)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(models, Emit);

        context.RegisterSourceOutput(
            classes.Where(static read => !read.HasNoErrors).WithTrackingName(DiagnosticStep).Combine(snapshot),
            (output, item) => output.Report(FindDiagnosticsOfClass(item.Left, item.Right, output.CancellationToken)));
        context.RegisterDiagnostics(index.SelectMany(static (all, _) => all.UntrackedTypes), DiagnosticStep, FindDiagnosticsOfType);
        context.RegisterDiagnostics(index.SelectMany(static (all, _) => all.FileLocalPaths), DiagnosticStep, FindDiagnosticsOfFileLocalTypes);

        // Nothing of this runs if the generator of request delegates is off.
        IncrementalValuesProvider<string> replacedCalls = context.ParseOptionsProvider
            .Select(static (options, _) => MapCalls.AreReplaced(options))
            .Combine(context.CompilationProvider)
            .SelectMany(static (pair, _) => pair.Left ? pair.Right.SyntaxTrees : [])
            .Where(static tree => !GeneratedFile.IsGenerated(tree))
            .Select(static (tree, cancellationToken) => MapCalls.AreIn(tree, cancellationToken) ? tree.FilePath : "")
            .Where(static path => path.Length > 0);
        context.RegisterDiagnostics(replacedCalls, DiagnosticStep, FindDiagnosticsOfHandlers);
    }

    private TrackedClass Read(DependencyHash hash, CompilationSnapshot snapshot, CancellationToken cancellationToken)
    {
        ParsedTracker parsed = Parse(hash.MetadataName, snapshot.GetFor(hash.Mentioned, cancellationToken), cancellationToken);
        return new(hash.MetadataName, hash.Mentioned, parsed.Model, parsed.Diagnostics.IsEmpty);
    }

    private ParsedTracker Parse(string metadataName, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type ? Parse(type, compilation, cancellationToken) : new(null, []);

    private ParsedTracker Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        ExceptionBarrier.Parse(type.Name, type.SourceLocation() ?? Location.None, () =>
        {
            _onParsing(type.Name);
            return TrackerDeclaration.Read(type, compilation, cancellationToken) is { } declaration
                ? new(TrackerParser.Parse(declaration), declaration.Diagnostics)
                : new(null, TrackerDeclaration.CheckProperties(type));
        });

    private void Emit(SourceProductionContext context, TrackerModel model) => ExceptionBarrier.Emit(model.Name, context, () =>
    {
        _onEmitting(model.Name);
        context.AddSource(model.HintName, FileEmitter.Emit(model));
    });

    private IEnumerable<DiagnosticInfo> FindDiagnosticsOfClass(TrackedClass read, CompilationSnapshot snapshot, CancellationToken cancellationToken) =>
        FindDiagnosticsOfType(read.MetadataName, snapshot.GetFor(read.Mentioned, cancellationToken), cancellationToken);

    private IEnumerable<DiagnosticInfo> FindDiagnosticsOfType(string metadataName, Compilation compilation, CancellationToken cancellationToken) =>
        Parse(metadataName, compilation, cancellationToken).Diagnostics;

    private static IEnumerable<DiagnosticInfo> FindDiagnosticsOfHandlers(string path, Compilation compilation, CancellationToken cancellationToken) =>
        FilesAt(path, compilation).SelectMany(file => UnseenHandlerTypes.Find(file, compilation, cancellationToken));

    private static IEnumerable<SyntaxTree> FilesAt(string path, Compilation compilation) => compilation.SyntaxTrees.Where(tree => tree.FilePath == path);

    private IEnumerable<DiagnosticInfo> FindDiagnosticsOfFileLocalTypes(string path, Compilation compilation, CancellationToken cancellationToken) =>
        FilesAt(path, compilation)
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Select(type => compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken))
            .OfType<INamedTypeSymbol>()
            .Where(static type => type.IsLocalToFile())
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(type => Parse(type, compilation, cancellationToken).Diagnostics);
}
