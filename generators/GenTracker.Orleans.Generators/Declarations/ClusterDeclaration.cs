using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using GenTracker.Orleans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>A tracked class with <c>[Clustered]</c>, checked. It holds symbols, so the pipeline does not keep it.</summary>
internal sealed class ClusterDeclaration
{
    /// <summary>The name of the class of conditions in the generated cluster.</summary>
    public const string Filters = "By";

    /// <summary>The suffix of the members that change an attribute, behind the name of the child's own member.</summary>
    public const string Async = "Async";

    /// <summary>The members of the generated cluster and reference that do not belong to one attribute or method.</summary>
    private static readonly string[] Members =
    [
        "FindOrOpenAsync", "OpenAsync", "ReopenAsync", "FindAsync", "FindLocal", "Local", "ReadAttrsAsync", "StopAsync", "CountAsync", "ListAsync",
        "WatchAsync", "GetNodesAsync", "Calls", "AttrsOf", Filters,
    ];

    // A lease is an object of its node, and a function does not cross, so the others have no member in the cluster.
    private static readonly CounterMembers[] CarriedCounts =
    [
        CounterMembers.Increment, CounterMembers.Decrement, CounterMembers.TryIncrement, CounterMembers.TryDecrement, CounterMembers.IncrementUpTo,
        CounterMembers.DecrementDownTo, CounterMembers.Raise, CounterMembers.RetireAt,
    ];

    private static readonly SettableMembers[] CarriedSets = [SettableMembers.TrySet, SettableMembers.Exchange];

    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics = ImmutableArray.CreateBuilder<DiagnosticInfo>();
    private readonly Location _location;

    private ClusterDeclaration(TrackerDeclaration tracker, AttributeData attribute)
    {
        Tracker = tracker;
        _location = (attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>())?.Identifier.GetLocation()
            ?? tracker.Type.SourceLocation()
            ?? Location.None;
    }

    /// <summary>The tracked class.</summary>
    public TrackerDeclaration Tracker { get; }

    /// <summary>The type that writes and reads the keys; null if their own type does.</summary>
    public ITypeSymbol? KeyFormat { get; private set; }

    /// <summary>The attributes that other nodes may read.</summary>
    public ImmutableArray<TrackedPropertyDeclaration> Attributes { get; private set; } = [];

    /// <summary>The methods that other nodes may call.</summary>
    public ImmutableArray<CallDeclaration> Calls { get; private set; } = [];

    /// <summary>The user's own grain interfaces.</summary>
    public ImmutableArray<ContractDeclaration> Contracts { get; private set; } = [];

    /// <summary>Whether anything can be generated.</summary>
    public bool CanGenerate { get; private set; }

    /// <summary>What is wrong.</summary>
    public ImmutableArray<DiagnosticInfo> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Checks a tracked class; null if it is not clustered. The core's generator reports what keeps it from being tracked.</summary>
    public static ClusterDeclaration? Read(TrackerDeclaration tracker)
    {
        if (ClusterSymbols.FindClustered(tracker.Type) is not { } attribute) return null;
        ClusterDeclaration declaration = new(tracker, attribute);
        declaration.Read();
        return declaration;
    }

    /// <summary>Finds what is wrong with a class with <c>[Clustered]</c>. The generator and the analyzer report it alike.</summary>
    public static ImmutableArray<DiagnosticInfo> Check(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!type.IsClustered()) return [];
        if (type.IsTracked())
            return TrackerDeclaration.Read(type, compilation, cancellationToken) is { } tracker && Read(tracker) is { } read ? read.Diagnostics : [];
        string reason = type.TrackedBase() is { } tracked
            ? $"it only derives from the tracked class '{tracked.Name}', whose tracker holds its children; cluster that class"
            : "it is not tracked; add [Tracker]";
        return [DiagnosticInfo.Create(ClusterDescriptors.CannotBeClustered, type.SourceLocation() ?? Location.None, type.Name, reason)];
    }

    /// <summary>The name of the member that sets an attribute.</summary>
    private static string SetName(string attribute) => $"Set{attribute}{Async}";

    private void Read()
    {
        if (!Tracker.CanGenerate || Tracker.Names is not { HasTracker: true, HasAttrs: true, HasKey: true, HasIncarnation: true }) return;
        INamedTypeSymbol type = Tracker.Type;
        if (FindError(type) is { } error)
        {
            Report(ClusterDescriptors.CannotBeClustered, type.Name, error);
            return;
        }

        KeyFormat = ClusterSymbols.FindKeyFormat(type);
        if ((KeyFormat is null ? ClusterKey.FindError(Tracker.KeyType) : ClusterKey.FindFormatError(KeyFormat, Tracker.KeyType)) is { } keyError)
        {
            Report(ClusterDescriptors.KeyCannotBeNamed, type.Name, Tracker.KeyType.ToDisplayName(), keyError);
            return;
        }

        Attributes = [.. Tracker.TrackedProperties.Where(static property => property is { CanGenerate: true, IsInAttrs: true })];
        Calls = CallDeclaration.ReadAll(type, FindTaken(), _diagnostics);
        Contracts = ContractDeclaration.ReadAll(type, _diagnostics);
        CanGenerate = Tracker.OpenOverloads.Length > 0
            & AreDistinct(Attributes.Select(static attribute => attribute.Symbol.Name))
            & AreDistinct(Calls.Select(static call => call.Method.Name));
    }

    private string? FindError(INamedTypeSymbol type)
    {
        if (!Tracker.IsOpenable) return "other nodes open its children, and it is not openable; implement ITrackedChild";
        if (type.IsAbstract) return "it is abstract, and another node could not know which class to construct; cluster a class that is not";
        if (Tracker.IgnoresCase) return "its keys ignore case, while the nodes of a cluster know each key by its exact text; remove KeyComparison";
        foreach (INamedTypeSymbol outer in type.AndOuter())
        {
            if (outer.Arity > 0) return $"it is nested in the generic type '{outer.Name}', and a grain has one class for all; move it out";
            if (!outer.IsAccessibleOutside()) return $"'{outer.Name}' is {Describe(outer)}, and the manifest of grains must name it; make it internal";
        }

        if (Tracker.TrackedProperties.FirstOrDefault(static property => property.Symbol.Name == Filters) is not null)
        {
            return $"the condition of its attribute '{Filters}' would have the name of the class of conditions; rename the attribute";
        }

        return FindSameArguments() ?? FindTakenType(type);
    }

    /// <summary>Nodes know arguments by name, so the names must tell which constructor is meant.</summary>
    private string? FindSameArguments()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (OpenOverloadDeclaration overload in Tracker.OpenOverloads)
        {
            string names = string.Join(", ", overload.Parameters
                .Where(static declared => declared.Role == ParameterRole.Argument)
                .Select(static declared => declared.Parameter.Name)
                .OrderBy(static name => name, StringComparer.Ordinal));
            if (seen.Add(names)) continue;
            return $"two of its constructors take arguments of the same names, '{names}', and nodes know arguments by name; rename one of them";
        }

        return null;
    }

    private static string Describe(INamedTypeSymbol type) => type.DeclaredAccessibility == Accessibility.Private ? "private" : "protected";

    /// <summary>Finds a type that has the name of a generated one, and cannot be a part of it.</summary>
    private static string? FindTakenType(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        foreach (string suffix in new[] { ClusterSymbols.ClusterSuffix, ClusterSymbols.RefSuffix, ClusterSymbols.GrainSuffix, ClusterSymbols.ManifestSuffix })
        {
            string name = type.Name + suffix;
            if (type.ContainingType?.Name == name) return $"'{name}' would be generated in a type of that name; rename one of them";
            foreach (ISymbol existing in container.GetMembers(name))
            {
                if (!existing.IsWritten() || existing is INamedTypeSymbol { Arity: > 0 }) continue;
                bool isPart = existing is INamedTypeSymbol written && suffix switch
                {
                    ClusterSymbols.ClusterSuffix => written is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, IsAbstract: false },
                    ClusterSymbols.RefSuffix => written is { TypeKind: TypeKind.Struct, IsRecord: true, IsReadOnly: true },
                    _ => false,
                };
                if (!isPart) return $"'{name}' would be generated, but that name is taken; rename one of them";
            }
        }

        return null;
    }

    private Dictionary<string, string> FindTaken()
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (string member in Members) taken[member] = "the cluster itself";
        foreach (TrackedPropertyDeclaration attribute in Attributes)
        {
            string name = attribute.Symbol.Name;
            foreach (string member in MembersOf(attribute)) taken[member] = $"the attribute '{name}'";
        }

        return taken;
    }

    /// <summary>The members that an attribute may have in the cluster.</summary>
    private static IEnumerable<string> MembersOf(TrackedPropertyDeclaration attribute)
    {
        string name = attribute.Symbol.Name;
        yield return SetName(name);
        foreach (CounterMembers member in CarriedCounts) yield return GeneratedNames.CounterMemberName(member, name) + Async;
        foreach (SettableMembers member in CarriedSets) yield return GeneratedNames.SettableMemberName(member, name) + Async;
    }

    private bool AreDistinct(IEnumerable<string> names)
    {
        Dictionary<uint, string> numbers = [];
        bool areDistinct = true;
        foreach (string name in names)
        {
            uint number = WireName.NumberOf(name);
            if (numbers.TryGetValue(number, out string other))
            {
                Report(ClusterDescriptors.SameNumber, other, name, Tracker.Type.Name, number.ToString(CultureInfo.InvariantCulture));
                areDistinct = false;
            }
            else
            {
                numbers.Add(number, name);
            }
        }

        return areDistinct;
    }

    private void Report(DiagnosticDescriptor rule, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(rule, _location, arguments));
}
