using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CompilerCosts.Subjects;

/// <summary>The least that a generator based on <c>ForAttributeWithMetadataName</c> does with tracked classes: it reads their names.</summary>
public sealed class NamesOnlyGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "GenTracker.TrackerAttribute",
            static (node, _) => node is ClassDeclarationSyntax,
            static (found, _) => found.TargetSymbol.Name),
        static (output, name) => output.AddSource(name + ".g.cs", "// " + name));
}
