using System.Collections.Immutable;
using System.Composition;
using System.Linq;
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

/// <summary>GT3003 and GT3004: marks the tracked class <c>[Clustered]</c>, so that its <c>[TrackedCall]</c> and <c>[TrackedCalls]</c> have an effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkClusteredCodeFix))]
[Shared]
public sealed class MarkClusteredCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.CallCannotBeCarried.Id, ClusterDescriptors.ContractDoesNotFit.Id];

    private protected override string Title => "Mark the class [Clustered]";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || type.IsClustered()
            || type.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker)?.ApplicationSyntaxReference is not { } tracker
            || await tracker.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax { Parent: AttributeListSyntax list } attribute)
        {
            return false;
        }

        Edits edits = new();
        NameSyntax name = AttributeNames.CreateOwn("ClusteredAttribute", target.Model, declaration.SpanStart);
        int index = list.Attributes.IndexOf(attribute) + 1;
        edits.Replace(list, current => AttributeNames.Insert(current, index, name));
        return ClusterCheck.CanGenerate(type, edits.ApplyTo(target.Model.Compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }
}
