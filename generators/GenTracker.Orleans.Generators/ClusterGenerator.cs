using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Incrementality;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Emission;
using GenTracker.Orleans.Generators.Model;
using GenTracker.Orleans.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.Generators;

/// <summary>Generates the clusters of the classes with <c>[Clustered]</c> beside <c>[Tracker]</c>, and reports what it cannot generate.</summary>
/// <remarks>
/// It reads a class as the core's generator does, and again only if a declaration that the class can depend on has changed. The members of a grain interface,
/// and of a format of keys, are not among those declarations, so a class that names one is read after each edit, and written if its model has changed.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ClusterGenerator : IIncrementalGenerator
{
    /// <summary>The step that finds the tracked classes and hashes what they depend on.</summary>
    internal const string HashStep = "GenTracker.Orleans.DependencyHash";

    /// <summary>The step that reads the classes.</summary>
    internal const string ClassStep = "GenTracker.Orleans.Class";

    /// <summary>The step that selects the models.</summary>
    internal const string ModelStep = "GenTracker.Orleans.Model";

    /// <summary>The step that finds the types that may have diagnostics.</summary>
    internal const string DiagnosticStep = "GenTracker.Orleans.Diagnostic";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DependencyHash> hashes = context.HashDependencies(
            HashStep, out _, out IncrementalValueProvider<CompilationSnapshot> snapshot);
        IncrementalValuesProvider<ClusteredClass> classes = hashes
            .Combine(snapshot)
            .WithComparer(DependencyHashComparer.Instance)
            .Select(static (pair, cancellationToken) => Read(pair.Left.MetadataName, pair.Left.Mentioned, pair.Right, cancellationToken))
            .WithTrackingName(ClassStep);

        IncrementalValuesProvider<ClusterModel> models = classes
            .Combine(snapshot)
            .Select(static (pair, cancellationToken) => pair.Left.NamesOthers
                ? Read(pair.Left.MetadataName, pair.Left.Mentioned, pair.Right, cancellationToken).Model
                : pair.Left.Model)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(models, static (output, model) => ExceptionBarrier.Emit(
            model.Tracker.Name, output, () => output.AddSource(model.HintName, ClusterFileEmitter.Emit(model))));

        context.RegisterSourceOutput(
            classes.Where(static read => !read.HasNoErrors || read.NamesOthers).WithTrackingName(DiagnosticStep).Combine(snapshot),
            static (output, item) => output.Report(
                Parse(item.Left.MetadataName, item.Right.GetFor(item.Left.Mentioned, output.CancellationToken), output.CancellationToken).Diagnostics));
        context.RegisterDiagnostics(FindUntracked(context), DiagnosticStep, CheckUntracked);
        context.RegisterDiagnostics(UnseenTypes.FindSuspects(context), DiagnosticStep, UnseenTypes.Check);
    }

    private static ClusteredClass Read(
        string metadataName, GenTracker.Generators.Model.EquatableArray<string> mentioned, CompilationSnapshot snapshot, CancellationToken cancellationToken)
    {
        ParsedCluster parsed = Parse(metadataName, snapshot.GetFor(mentioned, cancellationToken), cancellationToken);
        return new(metadataName, mentioned, parsed.Model, parsed.Diagnostics.IsEmpty, parsed.NamesOthers);
    }

    private static ParsedCluster Parse(string metadataName, Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.Assembly.GetTypeByMetadataName(metadataName) is not { } type || !type.IsClustered()) return new(null, false, []);
        try
        {
            bool namesOthers = ClusterSymbols.FindTrackedCalls(type).Any() || ClusterSymbols.FindKeyFormat(type) is not null;
            return TrackerDeclaration.Read(type, compilation, cancellationToken) is { } tracker && ClusterDeclaration.Read(tracker) is { } declaration
                ? new(ClusterParser.Parse(declaration), namesOthers, declaration.Diagnostics)
                : new(null, namesOthers, []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, false, [ExceptionBarrier.ToDiagnostic(type.Name, type.SourceLocation() ?? Location.None, exception)]);
        }
    }

    /// <summary>Finds the classes with <c>[Clustered]</c> and without <c>[Tracker]</c>, which the other steps do not see.</summary>
    private static IncrementalValuesProvider<string> FindUntracked(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            ClusterSymbols.Namespace + ".ClusteredAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => found.TargetSymbol is INamedTypeSymbol type && !type.IsTracked() ? MetadataNameOf(type) : "")
        .Where(static name => name.Length > 0);

    private static IEnumerable<DiagnosticInfo> CheckUntracked(string metadataName, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type ? ClusterDeclaration.Check(type, compilation, cancellationToken) : [];

    /// <summary>The full name of a type, as metadata has it.</summary>
    internal static string MetadataNameOf(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataNameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
