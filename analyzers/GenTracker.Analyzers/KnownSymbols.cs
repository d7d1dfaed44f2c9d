using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers;

/// <summary>GenTracker's own types in one compilation, looked up once for all rules.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> Cache = new();

    /// <summary>What the name of each generated member has before and after the name of the property.</summary>
    private static readonly Dictionary<CounterMembers, (string Prefix, string Suffix)> NameParts = Enum
        .GetValues(typeof(CounterMembers))
        .Cast<CounterMembers>()
        .ToDictionary(static member => member, static member => Split(GeneratedNames.CounterMemberName(member, " ")));

    private static readonly string[] SettablePrefixes =
        [GeneratedNames.SettableMemberName(SettableMembers.Exchange, ""), GeneratedNames.SettableMemberName(SettableMembers.Update, "")];

    private readonly INamedTypeSymbol? _tracker;
    private readonly INamedTypeSymbol? _trackedInterface;

    private KnownSymbols(Compilation compilation)
    {
        _tracker = compilation.GetTypeByMetadataName("GenTracker.Tracker`2");
        _trackedInterface = compilation.GetTypeByMetadataName("GenTracker.Runtime.ITracked`1");
        Openable = compilation.GetTypeByMetadataName("GenTracker.ITrackedChild");
        StartAsync = GetMethod(Openable, "StartAsync");
        RunAsync = GetMethod(Openable, "RunAsync");
        AfterTerminateAsync = GetMethod(compilation.GetTypeByMetadataName("GenTracker.IAfterTerminate"), "AfterTerminateAsync");
        Dispose = GetMethod(compilation.GetSpecialType(SpecialType.System_IDisposable), "Dispose");
        DisposeAsync = GetMethod(compilation.GetTypeByMetadataName("System.IAsyncDisposable"), "DisposeAsync");
    }

    public INamedTypeSymbol? Openable { get; }

    public IMethodSymbol? StartAsync { get; }

    public IMethodSymbol? RunAsync { get; }

    public IMethodSymbol? AfterTerminateAsync { get; }

    public IMethodSymbol? Dispose { get; }

    public IMethodSymbol? DisposeAsync { get; }

    /// <summary>Returns the types of a compilation. Null if it does not reference GenTracker.</summary>
    public static KnownSymbols? FromCompilation(Compilation compilation)
    {
        KnownSymbols known = Cache.GetValue(compilation, static key => new KnownSymbols(key));
        return known._tracker is null ? null : known;
    }

    public bool IsTracker(ITypeSymbol? type) => GetChildType(type) is not null;

    /// <summary>Returns the type of the tracker's children. Null if the type is not a tracker.</summary>
    public ITypeSymbol? GetChildType(ITypeSymbol? type)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up is INamedTypeSymbol { TypeArguments.Length: 2 } tracker && SymbolEqualityComparer.Default.Equals(tracker.OriginalDefinition, _tracker))
            {
                return tracker.TypeArguments[1];
            }
        }

        return null;
    }

    /// <summary>Whether the type is a tracked class, or derives from one.</summary>
    public bool IsChild(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class }
            && type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, _trackedInterface));

    public bool IsTrackedProperty(IPropertySymbol property) =>
        IsChild(property.ContainingType) && property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr);

    public bool IsTrackerMethod(IMethodSymbol method, string name) => method.Name == name && IsTracker(method.ContainingType);

    /// <summary>Whether the method opens a key with the arguments of a constructor, which the tracker keeps for restarts.</summary>
    public bool IsOpenMethod(IMethodSymbol method) => method.Name is "FindOrOpenAsync" or "OpenAsync" or "ReopenAsync" && IsTracker(method.ContainingType);

    /// <summary>Finds the tracked property for which a method of a child was generated. Null if the method was not generated as this member.</summary>
    public IPropertySymbol? FindTrackedProperty(IMethodSymbol method, CounterMembers member)
    {
        (string prefix, string suffix) = NameParts[member];
        string name = method.Name;
        return name.Length > prefix.Length + suffix.Length
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && name.EndsWith(suffix, StringComparison.Ordinal)
            && IsChild(method.ContainingType)
            ? method.ContainingType.GetMembers(name.Substring(prefix.Length, name.Length - prefix.Length - suffix.Length))
                .OfType<IPropertySymbol>()
                .FirstOrDefault(IsTrackedProperty)
            : null;
    }

    /// <summary>Finds the tracked property for which <c>ExchangeX</c> or <c>UpdateX</c> was generated. Null if the method is neither.</summary>
    public IPropertySymbol? FindSettableProperty(IMethodSymbol method)
    {
        string? prefix = SettablePrefixes.FirstOrDefault(start => method.Name.StartsWith(start, StringComparison.Ordinal));
        return prefix is not null
            && IsChild(method.ContainingType)
            && method.GetAttributes().Any(static mark => mark.AttributeClass.Is("System.CodeDom.Compiler", "GeneratedCodeAttribute"))
            ? method.ContainingType.GetMembers(method.Name.Substring(prefix.Length)).OfType<IPropertySymbol>().FirstOrDefault(IsTrackedProperty)
            : null;
    }

    /// <summary>Whether children of the type can be opened, and not only adopted.</summary>
    public bool IsOpenable(ITypeSymbol? type) => IsChild(type) && type!.AllInterfaces.Contains(Openable!, SymbolEqualityComparer.Default);

    /// <summary>Whether the tracker or the child itself calls the method, so that it is a part of the child's one run.</summary>
    public bool IsPartOfRun(ISymbol symbol) => symbol is IMethodSymbol method
        && IsChild(method.ContainingType)
        && (method.MethodKind == MethodKind.Constructor
            || method.DeclaredAccessibility == Accessibility.Private
            || Implements(method, StartAsync)
            || Implements(method, RunAsync)
            || RunsAfterEnd(method));

    /// <summary>Whether the method implements the interface method, or overrides the implementation.</summary>
    public static bool Implements(IMethodSymbol method, IMethodSymbol? interfaceMethod)
    {
        for (IMethodSymbol? up = method.PartialDefinitionPart ?? method; up is not null && interfaceMethod is not null; up = up.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(up.ContainingType.FindImplementationForInterfaceMember(interfaceMethod), up))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the tracker calls this method of a child after the end, when the attributes are sealed.</summary>
    public bool RunsAfterEnd(IMethodSymbol method) =>
        IsChild(method.ContainingType)
        && (Implements(method, AfterTerminateAsync)
            || (IsOpenable(method.ContainingType) && (Implements(method, Dispose) || Implements(method, DisposeAsync) || IsDisposePatternMethod(method))));

    /// <summary>Whether the dispose methods of unsealed classes call the method by convention: <c>Dispose(bool)</c> or <c>DisposeAsyncCore()</c>.</summary>
    private bool IsDisposePatternMethod(IMethodSymbol method) => method switch
    {
        { Name: "Dispose", ReturnsVoid: true, Parameters: { Length: 1 } parameters } =>
            parameters[0].Type.SpecialType == SpecialType.System_Boolean
                && Dispose is not null
                && method.ContainingType.AllInterfaces.Contains(Dispose.ContainingType, SymbolEqualityComparer.Default),
        { Name: "DisposeAsyncCore", Parameters.Length: 0 } =>
            DisposeAsync is not null && method.ContainingType.AllInterfaces.Contains(DisposeAsync.ContainingType, SymbolEqualityComparer.Default),
        _ => false,
    };

    private static (string Prefix, string Suffix) Split(string name)
    {
        int property = name.IndexOf(' ');
        return (name.Substring(0, property), name.Substring(property + 1));
    }

    private static IMethodSymbol? GetMethod(INamedTypeSymbol? type, string name) => type?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();
}
