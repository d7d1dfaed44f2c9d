using System;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Emission;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CompilerCosts.Subjects;

/// <summary>Our generator without dependency hashes: <c>ForAttributeWithMetadataName</c> finds the classes, and each edit reads all of them.</summary>
/// <remarks>It reads and writes the same as ours, and looks for the same attributes, but reports no diagnostic.</remarks>
public sealed class AttributeDrivenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // One class has either attribute. The syntax tells them apart, so that only one of the two searches binds the class.
        RegisterClasses(context, "GenTracker.TrackerAttribute", static name => name is not GenericNameSyntax);
        RegisterClasses(context, "GenTracker.TrackerAttribute`1", static name => name is not IdentifierNameSyntax { Identifier.ValueText: "Tracker" });
        context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(
                "GenTracker.TrackedAttrAttribute",
                static (node, _) => node.Parent is not TypeDeclarationSyntax type || !HasAttribute(type, IsTracker),
                static (found, _) => TrackerDeclaration.Check((IPropertySymbol)found.TargetSymbol).Length),
            static (_, _) => { });
    }

    private static void RegisterClasses(IncrementalGeneratorInitializationContext context, string attribute, Func<NameSyntax, bool> mayBe)
    {
        IncrementalValuesProvider<TrackerModel?> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, (node, _) => node is TypeDeclarationSyntax type && HasAttribute(type, mayBe), Parse)
            .Where(static model => model is not null);
        context.RegisterSourceOutput(models, static (output, model) => output.AddSource(model!.HintName, FileEmitter.Emit(model)));
    }

    private static bool IsTracker(NameSyntax name) => name.ToString().StartsWith("Tracker", StringComparison.Ordinal);

    private static bool HasAttribute(TypeDeclarationSyntax type, Func<NameSyntax, bool> mayBe) =>
        type.AttributeLists.SelectMany(static list => list.Attributes).Any(attribute => mayBe(attribute.Name));

    private static TrackerModel? Parse(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken) =>
        TrackerDeclaration.Read((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation, cancellationToken) is { } declaration
            ? TrackerParser.Parse(declaration)
            : null;
}
