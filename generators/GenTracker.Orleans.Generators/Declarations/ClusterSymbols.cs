using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>Finds what the cluster's attributes mark.</summary>
internal static class ClusterSymbols
{
    /// <summary>The namespace of the attributes.</summary>
    public const string Namespace = "GenTracker.Orleans";

    /// <summary>The suffix of the generated class of a cluster's children.</summary>
    public const string ClusterSuffix = "Cluster";

    /// <summary>The suffix of the generated reference to one incarnation.</summary>
    public const string RefSuffix = "Ref";

    /// <summary>The suffix of the generated grain class.</summary>
    public const string GrainSuffix = "Grain";

    /// <summary>The suffix of the generated manifest of the grain class.</summary>
    public const string ManifestSuffix = "GrainManifest";

    /// <summary>The end of the names of the files that this generator writes.</summary>
    public const string FileSuffix = ".cluster.g.cs";

    /// <summary>Whether the user has written the symbol, or a part of it: analyzers see the files of both generators.</summary>
    public static bool IsWritten(this ISymbol symbol) => symbol.Locations.Any(static location =>
        location.SourceTree is { } tree && !GeneratedFile.IsGenerated(tree) && !tree.FilePath.EndsWith(FileSuffix, StringComparison.Ordinal));

    /// <summary>Whether the type carries <c>[Clustered]</c> itself.</summary>
    public static bool IsClustered(this INamedTypeSymbol type) => FindClustered(type) is not null;

    /// <summary>The <c>[Clustered]</c> of a type; null if it has none.</summary>
    public static AttributeData? FindClustered(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass.Is(Namespace, "ClusteredAttribute"));

    /// <summary>The type that <c>[Clustered(KeyFormat = …)]</c> names; null if it names none, or one that does not compile.</summary>
    public static ITypeSymbol? FindKeyFormat(INamedTypeSymbol type)
    {
        TypedConstant? given = FindClustered(type)?.NamedArguments.FirstOrDefault(static option => option.Key == "KeyFormat").Value;
        return given is { Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: not TypeKind.Error } format } ? format : null;
    }

    /// <summary>The <c>[TrackedCall]</c> of a method; null if it has none.</summary>
    public static AttributeData? FindTrackedCall(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass.Is(Namespace, "TrackedCallAttribute"));

    /// <summary>The <c>[TrackedCalls]</c> of a type.</summary>
    public static IEnumerable<AttributeData> FindTrackedCalls(INamedTypeSymbol type) =>
        type.GetAttributes().Where(static attribute => attribute.AttributeClass.Is(Namespace, "TrackedCallsAttribute"));

    /// <summary>Whether code of the assembly outside of the containing type has access.</summary>
    public static bool IsAccessibleOutside(this ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The type and the types around it, from the type out.</summary>
    public static IEnumerable<INamedTypeSymbol> AndOuter(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    /// <summary>Whether code of the assembly outside of the type, and of all types around it, has access.</summary>
    public static bool IsReachable(this INamedTypeSymbol type) => type.AndOuter().All(static outer => outer.IsAccessibleOutside());

    /// <summary>Whether a reference to a grain can stand for the type. Such references have codecs of their own.</summary>
    public static bool IsGrain(this INamedTypeSymbol type) => type.AllInterfaces.Any(static candidate => candidate.Is("Orleans.Runtime", "IAddressable"));

    /// <summary>Whether the type is Orleans' interface of everything that a grain reference can stand for, or extends it.</summary>
    public static bool IsGrainInterface(this INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface && type.IsGrain();

    /// <summary>Whether the type is marked for Orleans' serializer.</summary>
    public static bool HasSerializer(this INamedTypeSymbol type) =>
        type.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("Orleans", "GenerateSerializerAttribute"));
}
