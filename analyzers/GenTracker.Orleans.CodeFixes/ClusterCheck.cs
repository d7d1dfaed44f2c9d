using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.CodeFixes;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.CodeFixes;

/// <summary>Checks what a clustered class would be after a change. Declarations are all that is bound, and generated code is not needed for them.</summary>
internal static class ClusterCheck
{
    /// <summary>Whether a cluster can be generated for the class in the changed compilation.</summary>
    public static bool CanGenerate(INamedTypeSymbol type, Compilation changed, CancellationToken cancellationToken) =>
        TrackedClassCheck.Find(type, changed) is { } found
        && TrackerDeclaration.Check(found, changed, cancellationToken).IsEmpty
        && TrackerDeclaration.Read(found, changed, cancellationToken) is { } tracker
        && ClusterDeclaration.Read(tracker) is { CanGenerate: true };

    /// <summary>Whether an error of the class is gone in the changed compilation, and no error of the same kind and subject has come.</summary>
    public static bool Mends(INamedTypeSymbol type, Compilation compilation, Compilation changed, CancellationToken cancellationToken) =>
        TrackedClassCheck.Find(type, changed) is { } found
        && TrackerDeclaration.Check(found, changed, cancellationToken).IsEmpty
        && SubjectsOf(type, compilation, cancellationToken).Except(SubjectsOf(found, changed, cancellationToken)).Any();

    private static IEnumerable<(string Id, string Subject)> SubjectsOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        ClusterDeclaration.Check(type, compilation, cancellationToken).Select(static found => (found.Descriptor.Id, found.Arguments[0]));
}
