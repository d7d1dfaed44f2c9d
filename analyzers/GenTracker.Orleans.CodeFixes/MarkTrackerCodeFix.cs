using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3001: marks the clustered class <c>[Tracker]</c>, and makes it and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkTrackerCodeFix))]
[Shared]
public sealed class MarkTrackerCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.CannotBeClustered.Id];

    private protected override string Title => "Mark the class [Tracker]";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ClassDeclarationSyntax declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || type.IsTracked()
            || ClusterSymbols.FindClustered(type)?.ApplicationSyntaxReference is not { } clustered
            || await clustered.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax { Parent: AttributeListSyntax list } attribute)
        {
            return false;
        }

        Edits edits = new();
        NameSyntax name = ShortNames.CreateOwn("TrackerAttribute", target.Model, declaration.SpanStart);
        int index = list.Attributes.IndexOf(attribute);
        edits.Replace(list, current => AttributeNames.Insert(current, index, name));
        foreach (INamedTypeSymbol around in type.AndOuter())
        {
            foreach (SyntaxReference part in around.DeclaringSyntaxReferences)
            {
                edits.Replace(
                    (MemberDeclarationSyntax)await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false), PartialModifier.Add);
            }
        }

        return ClusterCheck.CanGenerate(type, edits.ApplyTo(target.Model.Compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }
}
