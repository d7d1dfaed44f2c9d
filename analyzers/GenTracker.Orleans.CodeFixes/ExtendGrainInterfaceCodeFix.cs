using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>
/// GT3004: lets the interface extend <c>IGrainWithStringKey</c>, if all its methods return tasks and it is no grain interface of another key.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExtendGrainInterfaceCodeFix))]
[Shared]
public sealed class ExtendGrainInterfaceCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.ContractDoesNotFit.Id];

    private protected override string Title => "Extend IGrainWithStringKey";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        Compilation compilation = target.Model.Compilation;
        if (GrainContract.Find(target, cancellationToken) is not { } found
            || compilation.GetTypeByMetadataName("Orleans.IGrainWithStringKey") is not { } keyed
            || found.Contract is not { TypeKind: TypeKind.Interface, Arity: 0 } contract
            || contract.IsGrainInterface()
            || ContractDeclaration.MembersOf(contract).Any(static member => ContractDeclaration.FindMemberError(member) is not null)
            || contract.DeclaringSyntaxReferences.FirstOrDefault() is not { } place
            || await place.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not InterfaceDeclarationSyntax declaration
            || !compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            return false;
        }

        Edits edits = new();
        TypeSyntax name = ShortNames.Create(keyed, compilation.GetSemanticModel(declaration.SyntaxTree), declaration.SpanStart);
        edits.Replace(
            declaration,
            current => current.BaseList?.Types.Any(type => SyntaxFactory.AreEquivalent(type.Type, name)) == true ? current : BaseTypes.Add(current, name));
        return ClusterCheck.Mends(found.Child, compilation, edits.ApplyTo(compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }
}
