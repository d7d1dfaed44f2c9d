using System;
using System.Threading;
using GenTracker.Generators.Diagnosing;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators;

/// <summary>
/// Writes the trackers of the classes that are marked <c>[Tracker]</c>, and reports those declarations that cannot be generated. The
/// two are pipelines of their own behind the reading of a class.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TrackerGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads the classes with string keys.</summary>
    internal const string StringKeysStep = "GenTracker.StringKeys";

    /// <summary>The step that reads the classes with keys of another type.</summary>
    internal const string TypedKeysStep = "GenTracker.TypedKeys";

    /// <summary>The step that makes the models.</summary>
    internal const string ModelStep = "GenTracker.Model";

    /// <summary>The step that collects what is wrong with classes.</summary>
    internal const string ProblemStep = "GenTracker.Problem";

    /// <summary>The step that finds attributes outside of tracked classes.</summary>
    internal const string StrayStep = "GenTracker.Stray";

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
        AddClasses(context, "GenTracker.TrackerAttribute", StringKeysStep);
        AddClasses(context, "GenTracker.TrackerAttribute`1", TypedKeysStep);
        Report(context, context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "GenTracker.TrackedAttrAttribute",
                static (node, _) => StrayAttributes.MayBe(node),
                static (property, _) => StrayAttributes.Check(property))
            .SelectMany(static (problems, _) => problems)
            .WithTrackingName(StrayStep));
    }

    private void AddClasses(IncrementalGeneratorInitializationContext context, string attribute, string step)
    {
        IncrementalValuesProvider<ParsedTracker> classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                Parse)
            .Where(static parsed => parsed is not null)
            .Select(static (parsed, _) => parsed!)
            .WithTrackingName(step);

        IncrementalValuesProvider<TrackerModel> models = classes
            .Select(static (parsed, _) => parsed.Model)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(models, Emit);

        Report(context, classes.SelectMany(static (parsed, _) => parsed.Problems).WithTrackingName(ProblemStep));
    }

    private ParsedTracker? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        return Guard.Parse(type.Name, ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation(), () =>
        {
            _parsing(type.Name);

            // A class may carry the attribute more than once by mistake; only the first one counts.
            TrackerDeclaration? declaration = TrackerDeclaration.Read(type, context.SemanticModel.Compilation, cancellationToken);
            return declaration is not null && context.Attributes.Contains(declaration.Attribute) && Carries(context.TargetNode, declaration.Attribute)
                ? new(TrackerParser.Parse(declaration), declaration.Problems)
                : null;
        });
    }

    private static bool Carries(SyntaxNode part, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == part.SyntaxTree && part.Span.Contains(reference.Span);

    private void Emit(SourceProductionContext context, TrackerModel model) => Guard.Emit(model.Name, context, () =>
    {
        _emitting(model.Name);
        context.AddSource(model.HintName, FileEmitter.Emit(model));
    });

    /// <summary>Reports at real places. Only what is wrong is combined with the compilation, so in a sound program nothing runs here.</summary>
    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Problem> problems) =>
        context.RegisterSourceOutput(problems.Combine(context.CompilationProvider), static (output, item) =>
            output.ReportDiagnostic(item.Left.ToDiagnostic(item.Right)));
}
