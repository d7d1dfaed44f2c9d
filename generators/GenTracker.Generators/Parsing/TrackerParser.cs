using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Model;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Makes the model of a tracked class.</summary>
internal static class TrackerParser
{
    /// <summary>Makes the model.</summary>
    /// <param name="declaration">The class as it was declared.</param>
    /// <returns>The model, or null where nothing can be generated; the declaration's diagnostics say why.</returns>
    public static TrackerModel? Parse(TrackerDeclaration declaration)
    {
        if (!declaration.CanGenerate) return null;
        INamedTypeSymbol type = declaration.Type;
        GeneratedNames names = declaration.Names!;
        return new()
        {
            HintName = HintNames.Of(type),
            Namespace = TypeNames.Of(type.ContainingNamespace),
            Outer = TypeNames.HeadersAround(type),
            Accessibility = TypeNames.Of(type.DeclaredAccessibility),
            Name = TypeNames.Declared(type.Name),
            Type = TypeNames.Of(type),
            KeyType = TypeNames.Of(declaration.KeyType),
            HasStringKeys = declaration.HasStringKeys,
            Comparer = !declaration.HasStringKeys ? "null"
                : declaration.IgnoresCase ? "global::System.StringComparer.OrdinalIgnoreCase"
                : "global::System.StringComparer.Ordinal",
            Title = Literals.Of(declaration.Title),
            TrackerName = names.Tracker ? type.Name + "Tracker" : null,
            AttrsName = names.Attrs ? type.Name + "Attrs" : null,
            HasKey = names.Key,
            HasIncarnation = names.Incarnation,
            HasCompletion = names.Completion,
            HidesInherited = names.HidesInherited,
            IsOpenable = declaration.IsOpenable,
            Attributes = declaration.TrackedProperties.Where(static attribute => attribute.CanGenerate).Select(TrackedPropertyParser.Parse).ToImmutableArray(),
            OpenOverloads = OpenOverloadParser.Parse(declaration.OpenOverloads),
            RequiredServices = OpenOverloadParser.RequiredServices(declaration.OpenOverloads),
        };
    }
}
