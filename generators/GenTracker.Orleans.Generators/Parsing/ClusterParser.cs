using System.Collections.Immutable;
using System.Linq;
using System.Text;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using GenTracker.Generators.Parsing;
using GenTracker.Orleans.Generators.Declarations;
using GenTracker.Orleans.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Parsing;

/// <summary>Creates the model of a clustered class.</summary>
internal static class ClusterParser
{
    /// <summary>Creates the model; null if nothing can be generated, for the reasons that the diagnostics of the declaration give.</summary>
    public static ClusterModel? Parse(ClusterDeclaration declaration)
    {
        if (!declaration.CanGenerate || TrackerParser.Parse(declaration.Tracker) is not { TrackerName: not null, AttrsName: not null } tracker) return null;
        INamedTypeSymbol type = declaration.Tracker.Type;
        Compilation compilation = declaration.Tracker.Compilation;
        TypeWriter types = new(compilation);
        CarriedAttributes carried = new(type, compilation, types);
        INamedTypeSymbol? cluster = type.FindWrittenBeside(ClusterSymbols.ClusterSuffix), reference = type.FindWrittenBeside(ClusterSymbols.RefSuffix);
        ImmutableArray<CallModel> calls = [.. declaration.Calls.Select(call => CallParser.Parse(call, carried, types))];
        ImmutableArray<ContractModel> contracts = [.. declaration.Contracts.Select(contract => CallParser.Parse(contract, types))];
        return new()
        {
            Tracker = tracker,
            HintName = tracker.HintName.Substring(0, tracker.HintName.Length - GeneratedFile.Suffix.Length) + ClusterSymbols.FileSuffix,
            OuterAccessibility = IsPublic(type) ? "public" : "internal",
            HostingName = HostingNameOf(type),
            ClusterName = type.Name + ClusterSymbols.ClusterSuffix,
            RefName = type.Name + ClusterSymbols.RefSuffix,
            GrainName = type.Name + ClusterSymbols.GrainSuffix,
            ManifestName = type.Name + ClusterSymbols.ManifestSuffix,
            HasWrittenCluster = cluster is not null,
            HasWrittenRef = reference is not null,
            TypeAttributes = carried.OfTypeBeside(cluster ?? reference),
            GrainType = Literals.Format(GrainTypeOf(declaration.Tracker.DisplayName)),
            KeyFormat = declaration.KeyFormat is { } format ? types.Write(format) : null,
            IsObsolete = tracker.TrackedProperties.Any(static property => property.Attributes.IsObsoleteAsError)
                || tracker.OpenOverloads.Any(static overload => overload.IsObsolete)
                || declaration.Calls.Any(static call => CarriedAttributes.IsObsolete(call.Method)),
            Attributes = declaration.Attributes.Select(attribute => Parse(attribute, tracker)).ToImmutableArray(),
            Calls = calls,
            Contracts = contracts,

            // They come last: all types are written now.
            ExternAliases = types.FindExternAliases(type)
                .Union(tracker.ExternAliases)
                .OrderBy(static alias => alias, System.StringComparer.Ordinal)
                .ToImmutableArray(),
            Usings = types.HasUnknown ? UsingSyntax.Find(type, isInNamespace: false) : tracker.Usings,
            InnerUsings = types.HasUnknown ? UsingSyntax.Find(type, isInNamespace: true) : tracker.InnerUsings,
        };
    }

    private static ClusterAttributeModel Parse(TrackedPropertyDeclaration declaration, TrackerModel tracker)
    {
        IPropertySymbol property = declaration.Symbol;
        string name = TypeNames.Escape(property.Name);
        TrackedPropertyModel model = tracker.TrackedProperties.First(candidate => candidate.Name == name);
        return new()
        {
            Property = model,
            Literal = Literals.Format(property.Name),
            Number = WireName.LiteralOf(property.Name),
            SetAccessibility = property.SetMethod is { IsInitOnly: false } setter ? TypeNames.KeywordOutside(setter.DeclaredAccessibility) : null,
            Filter = FilterOf(property.Type),
            IgnoresCase = declaration.IgnoresCase,
        };
    }

    private static FilterKind FilterOf(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Dynamic || ValueEquality.IsMissing(type)) return FilterKind.None;
        ITypeSymbol compared = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        bool isOrdered = compared.TypeKind == TypeKind.Enum || compared.AllInterfaces.Any(static candidate =>
            candidate.Is("System", "IComparable") || candidate.Is("System", "IComparable", arity: 1));
        return isOrdered ? FilterKind.Order : FilterKind.Equality;
    }

    private static bool IsPublic(INamedTypeSymbol type) => type.AndOuter().All(static outer => outer.DeclaredAccessibility == Accessibility.Public);

    /// <summary>A name that no other class of the compilation gets, for what stands in namespaces of others.</summary>
    internal static string HostingNameOf(INamedTypeSymbol type)
    {
        string name = type.Name.Replace("_", "__") + ClusterSymbols.ClusterSuffix;
        for (ISymbol? outer = type.ContainingSymbol; outer is not null and not INamespaceSymbol { IsGlobalNamespace: true }; outer = outer.ContainingSymbol)
        {
            name = $"{outer.Name.Replace("_", "__")}_{name}";
        }

        return name;
    }

    /// <summary>The name of a tracker as a grain type, which is a part of addresses.</summary>
    private static string GrainTypeOf(string trackerName)
    {
        StringBuilder name = new(trackerName.Length);
        foreach (char letter in trackerName.ToLowerInvariant()) name.Append(char.IsLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_');
        return name.ToString();
    }
}
