using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Creates the model of a tracked class.</summary>
internal static class TrackerParser
{
    /// <summary>Creates the model; null if nothing can be generated, for the reasons that the diagnostics of the declaration give.</summary>
    public static TrackerModel? Parse(TrackerDeclaration declaration)
    {
        if (!declaration.CanGenerate) return null;
        INamedTypeSymbol type = declaration.Type;
        GeneratedNames names = declaration.Names!;
        string fullName = TypeNames.FullName(type);
        return new()
        {
            HintName = HintNames.FileOf(type),
            Namespace = TypeNames.Namespace(type.ContainingNamespace),
            OuterTypeHeaders = TypeNames.HeadersAround(type),
            Accessibility = TypeNames.Keyword(type.DeclaredAccessibility),
            Name = TypeNames.EscapeDeclared(type.Name),
            Type = fullName,
            Reference = fullName.Replace('<', '{').Replace('>', '}'),
            KeyType = TypeNames.FullName(declaration.KeyType),
            HasStringKeys = declaration.HasStringKeys,
            Comparer = !declaration.HasStringKeys ? "null"
                : declaration.IgnoresCase ? "global::System.StringComparer.OrdinalIgnoreCase"
                : "global::System.StringComparer.Ordinal",
            DisplayName = Literals.Format(declaration.DisplayName),
            TrackerName = names.HasTracker ? type.Name + "Tracker" : null,
            AttrsName = names.HasAttrs ? type.Name + "Attrs" : null,
            HasKey = names.HasKey,
            HasIncarnation = names.HasIncarnation,
            HasCompletion = names.HasCompletion,
            HasTryRetire = names.HasTryRetire,
            StateType = TypeNames.FirstFree(TypeNames.TypeParametersAround(type), "TState"),
            IsOpenable = declaration.IsOpenable,
            TrackedProperties =
                declaration.TrackedProperties.Where(static property => property.CanGenerate).Select(TrackedPropertyParser.Parse).ToImmutableArray(),
            OpenOverloads = OpenOverloadParser.Parse(declaration.OpenOverloads),
            RequiredServices = OpenOverloadParser.RequiredServices(declaration.OpenOverloads),
        };
    }
}
