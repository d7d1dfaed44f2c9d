using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes;

/// <summary>GT0001: makes the tracked class and all types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.NotPartial.Id];

    private protected override string Title => "Make the class and the types around it partial";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return false;
        }

        await PartialModifier.AddToTypeAndTypesAroundAsync(target.Solution, type, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
