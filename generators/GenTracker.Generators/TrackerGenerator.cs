using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using GenTracker.Generators.Surfaces;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators;

/// <summary>
/// Writes the trackers of the classes that are marked <c>[Tracker]</c>, and reports those declarations that cannot be generated.
/// </summary>
/// <remarks>
/// A class is bound and read only when something has changed that can have a say in it. What that is is found without binding anything: each
/// file has a surface, each class a stamp. What is wrong is not kept but found again, for it has a place, which moves with every edit; so the
/// reports run at every key press, for the classes that have something wrong with them.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class TrackerGenerator : IIncrementalGenerator
{
    /// <summary>The step that finds the tracked classes, and by what they can be changed.</summary>
    internal const string StampStep = "GenTracker.Stamp";

    /// <summary>The step that reads the classes.</summary>
    internal const string ClassStep = "GenTracker.Class";

    /// <summary>The step that makes the models.</summary>
    internal const string ModelStep = "GenTracker.Model";

    /// <summary>The step that finds the types with which something may be wrong.</summary>
    internal const string ProblemStep = "GenTracker.DiagnosticInfo";

    private readonly Action<string> _parsing;
    private readonly Action<string> _emitting;

    /// <summary>Makes the generator.</summary>
    public TrackerGenerator()
        : this(static _ => { }, static _ => { })
    {
    }

    /// <summary>Makes a generator that tells which class it is at, so that a test can let it fail there.</summary>
    /// <param name="parsing">Called before a class is read.</param>
    /// <param name="emitting">Called before a class's file is written.</param>
    internal TrackerGenerator(Action<string> parsing, Action<string> emitting) => (_parsing, _emitting) = (parsing, emitting);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<FileSurface> files = context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .Select(SurfaceReader.Read);
        IncrementalValueProvider<ProgramSurface> program = files.Collect().Select(static (all, _) => new ProgramSurface(all));

        IncrementalValuesProvider<TrackedClass> classes = files
            .SelectMany(static (file, _) => file.Marked)
            .Combine(program)
            .Select(static (pair, _) => pair.Right.StampOf(pair.Left))
            .Where(static stamp => stamp is not null)
            .Select(static (stamp, _) => stamp!)
            .WithTrackingName(StampStep)
            .Combine(context.CompilationProvider.Select(static (compilation, _) => new Glimpse(compilation)))
            .WithComparer(StampComparer.Instance)
            .Select((pair, cancellationToken) => Read(pair.Left, pair.Right.Compilation, cancellationToken))
            .WithTrackingName(ClassStep);

        context.RegisterSourceOutput(
            classes
                .Select(static (read, _) => read.Model)
                .Where(static model => model is not null)
                .Select(static (model, _) => model!)
                .WithTrackingName(ModelStep),
            Emit);

        Report(context, classes.Where(static read => !read.HasNoErrors).Select(static (read, _) => read.Key), ReadByName);
        Report(context, program.SelectMany(static (all, _) => all.Strays), ReadByName);
        Report(context, program.SelectMany(static (all, _) => all.FileLocals), ReadFile);
    }

    private TrackedClass Read(Stamp stamp, Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.Assembly.GetTypeByMetadataName(stamp.Key) is not { } type) return new(stamp.Key, null, HasNoErrors: true);
        ParsedTracker parsed = Parse(type, compilation, cancellationToken);
        return new(stamp.Key, parsed.Model, parsed.Diagnostics.IsEmpty);
    }

    private ParsedTracker Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        ExceptionBarrier.Parse(type.Name, type.SourceLocation() ?? Location.None, () =>
        {
            _parsing(type.Name);
            return TrackerDeclaration.Read(type, compilation, cancellationToken) is { } declaration
                ? new(TrackerParser.Parse(declaration), declaration.Diagnostics)
                : new(null, TrackerDeclaration.CheckProperties(type));
        });

    private void Emit(SourceProductionContext context, TrackerModel model) => ExceptionBarrier.Emit(model.Name, context, () =>
    {
        _emitting(model.Name);
        context.AddSource(model.HintName, FileEmitter.Emit(model));
    });

    /// <summary>Reads anew, at every edit, what something is wrong with; in a sound program nothing runs here.</summary>
    private static void Report(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<string> names,
        Func<string, Compilation, CancellationToken, IEnumerable<DiagnosticInfo>> read) =>
        context.RegisterSourceOutput(names.WithTrackingName(ProblemStep).Combine(context.CompilationProvider), (output, item) =>
        {
            foreach (DiagnosticInfo problem in read(item.Left, item.Right, output.CancellationToken)) output.ReportDiagnostic(problem.ToDiagnostic());
        });

    private IEnumerable<DiagnosticInfo> ReadByName(string key, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.Assembly.GetTypeByMetadataName(key) is { } type ? Parse(type, compilation, cancellationToken).Diagnostics : [];

    /// <summary>Reads the types that only their own file can name.</summary>
    private IEnumerable<DiagnosticInfo> ReadFile(string path, Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => tree.FilePath == path)
        .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>().Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type, cancellationToken)))
        .OfType<INamedTypeSymbol>()
        .Where(static type => type.IsLocalToFile())
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
        .SelectMany(type => Parse(type, compilation, cancellationToken).Diagnostics);
}
