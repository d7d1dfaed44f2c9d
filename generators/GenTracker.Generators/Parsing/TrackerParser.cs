using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        TypeWriter types = new(declaration.Compilation);
        string fullName = types.Write(type);
        INamedTypeSymbol? tracker = type.FindWrittenBeside("Tracker"), attrs = type.FindWrittenBeside("Attrs");
        IPropertySymbol? key = names.FindPartial("Key");
        CarriedAttributes carried = new(type, declaration.Compilation, types);
        return new()
        {
            HintName = HintNames.FileOf(type),
            Namespace = TypeNames.Namespace(type.ContainingNamespace),
            OuterTypeHeaders = TypeNames.HeadersAround(type),
            Accessibility = TypeNames.Keyword(type.DeclaredAccessibility),
            Name = TypeNames.EscapeDeclared(type.Name),
            Type = fullName,
            Beside = fullName.Substring(0, fullName.LastIndexOfAny(['.', ':']) + 1),
            Reference = fullName.Replace('<', '{').Replace('>', '}'),
            KeyType = types.Write(declaration.KeyType),
            HasStringKeys = declaration.HasStringKeys,
            Comparer = !declaration.HasStringKeys ? "null"
                : declaration.IgnoresCase ? "global::System.StringComparer.OrdinalIgnoreCase"
                : "global::System.StringComparer.Ordinal",
            DisplayName = Literals.Format(declaration.DisplayName),
            TrackerName = names.HasTracker ? type.Name + "Tracker" : null,
            AttrsName = names.HasAttrs ? type.Name + "Attrs" : null,
            HasWrittenTracker = tracker is not null,
            HasWrittenAttrs = attrs is not null,
            TakenTrackerMembers = declaration.TakenTrackerMembers,
            TrackerAttributes = carried.OfTypeBeside(tracker),
            AttrsAttributes = carried.OfTypeBeside(attrs),
            SplitsAttrs = names.SplitsAttrs,
            HasWrittenPrintMembers = attrs?.GetMembers("PrintMembers").Any(static member => !member.IsImplicitlyDeclared) == true,
            KeyModifiers = names.HasKey ? FindModifiers(names, "Key") : null,
            KeyPropertyType = types.Write(key?.Type ?? declaration.KeyType),
            IncarnationModifiers = names.HasIncarnation ? FindModifiers(names, "Incarnation") : null,
            CompletionModifiers = names.HasCompletion ? FindModifiers(names, "Completion") : null,
            HasTryRetire = names.HasTryRetire,
            StateType = TypeNames.FirstFree(TypeNames.TypeParametersAround(type), "TState"),
            IsOpenable = declaration.IsOpenable,
            IsIndexed = declaration.TrackedProperties.Any(static property => property.CanGenerate && property.Index != IndexKind.None),
            TrackedProperties =
                declaration.TrackedProperties
                    .Where(static property => property.CanGenerate)
                    .Select(property => TrackedPropertyParser.Parse(property, declaration.DisplayName, carried, types))
                    .ToImmutableArray(),
            DefaultSuppressions = carried.SuppressionsOfDefaults(declaration.TrackedProperties),
            OpenOverloads = OpenOverloadParser.Parse(declaration.OpenOverloads, carried, types),
            RequiredServices = OpenOverloadParser.RequiredServices(declaration.OpenOverloads, types),

            // They come last: all types are written now.
            HasPointers = types.HasPointers,
            ExternAliases = types.FindExternAliases(type),
            Usings = types.HasUnknown ? UsingSyntax.Find(type, isInNamespace: false) : [],
            InnerUsings = types.HasUnknown ? UsingSyntax.Find(type, isInNamespace: true) : [],
        };
    }

    /// <summary>The modifiers of a generated property: those of the user's declaration if there is one.</summary>
    private static string FindModifiers(GeneratedNames names, string property) =>
        names.FindPartial(property)?.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax declared
            ? TypeNames.Join(declared.Modifiers)
            : "public";
}
