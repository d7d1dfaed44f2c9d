using System.Threading;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.CodeFixes;

/// <summary>Checks what a class would be after a change. Declarations are all that is bound, and generated code is not needed for them.</summary>
internal static class TrackedClassCheck
{
    /// <summary>Whether the class is tracked in the changed compilation, and no rule of declarations reports it.</summary>
    public static bool Passes(INamedTypeSymbol type, Compilation changed, CancellationToken cancellationToken) =>
        Find(type, changed) is { } tracked
        && tracked.IsTracked()
        && TrackerDeclaration.Check(tracked, changed, cancellationToken).IsEmpty;

    /// <summary>The class in the changed compilation; null if it is not there.</summary>
    public static INamedTypeSymbol? Find(INamedTypeSymbol type, Compilation changed) => type.GetDocumentationCommentId() is { } id
        ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, changed) as INamedTypeSymbol
        : null;
}
