using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.CodeFixes;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>GT3003: an <c>async void</c> method returns a task, if no code calls it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskCodeFix))]
[Shared]
public sealed class ReturnTaskCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ClusterDescriptors.CallCannotBeCarried.Id];

    private protected override string Title => "Return a Task";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        Compilation compilation = target.Model.Compilation;
        if (target.Node is not MethodDeclarationSyntax declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken)
                is not { IsAsync: true, ReturnsVoid: true, IsOverride: false, IsVirtual: false, PartialDefinitionPart: null } method
            || compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task
            || ImplementsInterface(method)
            || (await SymbolFinder.FindReferencesAsync(method, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
                .Any(static found => found.Locations.Any()))
        {
            return false;
        }

        Edits edits = new();
        TypeSyntax type = ShortNames.Create(task, target.Model, declaration.SpanStart);
        edits.Replace(declaration, current => current.WithReturnType(type.WithTriviaFrom(current.ReturnType)));
        return ClusterCheck.Mends(method.ContainingType, compilation, edits.ApplyTo(compilation), cancellationToken)
            && await edits.AddToAsync(target.Solution, cancellationToken).ConfigureAwait(false);
    }

    private static bool ImplementsInterface(IMethodSymbol method) => method.ContainingType.AllInterfaces
        .SelectMany(static contract => contract.GetMembers())
        .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
