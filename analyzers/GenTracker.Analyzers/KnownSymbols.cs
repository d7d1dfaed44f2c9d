using System.Linq;
using System.Runtime.CompilerServices;
using GenTracker.Generators.Model;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers;

/// <summary>GenTracker's own types in one compilation: looked up once for each compilation, whichever rule asks first.</summary>
internal sealed class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> Cache = new();

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

    /// <summary><c>ITrackedChild</c>.</summary>
    public INamedTypeSymbol? Openable { get; }

    /// <summary><c>ITrackedChild.StartAsync</c>.</summary>
    public IMethodSymbol? StartAsync { get; }

    /// <summary><c>ITrackedChild.RunAsync</c>.</summary>
    public IMethodSymbol? RunAsync { get; }

    /// <summary><c>IAfterTerminate.AfterTerminateAsync</c>.</summary>
    public IMethodSymbol? AfterTerminateAsync { get; }

    /// <summary><c>IDisposable.Dispose</c>.</summary>
    public IMethodSymbol? Dispose { get; }

    /// <summary><c>IAsyncDisposable.DisposeAsync</c>.</summary>
    public IMethodSymbol? DisposeAsync { get; }

    /// <summary>The types of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The types, or null where it does not refer to GenTracker.</returns>
    public static KnownSymbols? FromCompilation(Compilation compilation)
    {
        KnownSymbols known = Cache.GetValue(compilation, static key => new KnownSymbols(key));
        return known._tracker is null ? null : known;
    }

    /// <summary>Whether the type is a tracker.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public bool IsTracker(ITypeSymbol? type) => GetChildType(type) is not null;

    /// <summary>The type of a tracker's children.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The children's type; null where the type is no tracker.</returns>
    public ITypeSymbol? GetChildType(ITypeSymbol? type)
    {
        for (ITypeSymbol? up = type; up is not null; up = up.BaseType)
        {
            if (up is INamedTypeSymbol { TypeArguments.Length: 2 } tracker && SymbolEqualityComparer.Default.Equals(tracker.OriginalDefinition, _tracker))
            {
                return tracker.TypeArguments[1];
            }
        }

        return null;
    }

    /// <summary>Whether the type is that of children: a tracked class, or one derived from it.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public bool IsChild(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class } && type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, _trackedInterface));

    /// <summary>Whether the property is an attribute of a child.</summary>
    /// <param name="property">The property.</param>
    /// <returns>True if it is.</returns>
    public bool IsTrackedProperty(IPropertySymbol property) =>
        IsChild(property.ContainingType) && property.GetAttributes().Any(SymbolExtensions.IsTrackedAttr);

    /// <summary>Whether the method is one of a tracker's.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">Its name.</param>
    /// <returns>True if it is.</returns>
    public bool IsTrackerMethod(IMethodSymbol method, string name) => method.Name == name && IsTracker(method.ContainingType);

    /// <summary>The attribute that a generated member of a child counts.</summary>
    /// <param name="method">The method.</param>
    /// <param name="member">Which member it would be.</param>
    /// <returns>The attribute, or null where it is no such member.</returns>
    public IPropertySymbol? FindTrackedProperty(IMethodSymbol method, CounterMembers member) => IsChild(method.ContainingType)
        ? method.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => method.Name == GeneratedNames.Of(member, property.Name) && IsTrackedProperty(property))
        : null;

    /// <summary>Whether children of the type can be opened, and not only adopted.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if they can.</returns>
    public bool IsOpenable(ITypeSymbol? type) => IsChild(type) && type!.AllInterfaces.Contains(Openable!, SymbolEqualityComparer.Default);

    /// <summary>Whether the method is what an interface's method comes to be, or an override of it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="interfaceMethod">The interface's method.</param>
    /// <returns>True if it is.</returns>
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

    /// <summary>Whether the tracker calls the method of a child when the child has ended and its attributes are sealed.</summary>
    /// <param name="method">The method.</param>
    /// <returns>True if it does.</returns>
    public bool RunsAfterEnd(IMethodSymbol method) =>
        IsChild(method.ContainingType)
        && (Implements(method, AfterTerminateAsync)
            || (IsOpenable(method.ContainingType) && (Implements(method, Dispose) || Implements(method, DisposeAsync) || IsDisposePatternMethod(method))));

    /// <summary>Whether the method is what the dispose methods call by convention, for classes that are derived from: <c>Dispose(bool)</c> or <c>DisposeAsyncCore()</c>.</summary>
    private bool IsDisposePatternMethod(IMethodSymbol method) => method switch
    {
        { Name: "Dispose", ReturnsVoid: true, Parameters: { Length: 1 } parameters } => parameters[0].Type.SpecialType == SpecialType.System_Boolean && Dispose is not null && method.ContainingType.AllInterfaces.Contains(Dispose.ContainingType, SymbolEqualityComparer.Default),
        { Name: "DisposeAsyncCore", Parameters.Length: 0 } => DisposeAsync is not null && method.ContainingType.AllInterfaces.Contains(DisposeAsync.ContainingType, SymbolEqualityComparer.Default),
        _ => false,
    };

    private static IMethodSymbol? GetMethod(INamedTypeSymbol? type, string name) => type?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();
}
