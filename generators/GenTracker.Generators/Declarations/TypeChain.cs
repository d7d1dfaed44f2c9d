using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>A type, its base type, and so on. <c>foreach</c> enumerates them without allocating.</summary>
/// <param name="first">The type; null for none.</param>
internal struct TypeChain(ITypeSymbol? first)
{
    private ITypeSymbol? _next = first;

    /// <summary>The type that the enumeration has come to.</summary>
    public ITypeSymbol Current { get; private set; } = null!;

    /// <summary>Begins an enumeration.</summary>
    public readonly TypeChain GetEnumerator() => this;

    /// <summary>Goes on to the next type; false after the last.</summary>
    public bool MoveNext()
    {
        if (_next is not { } type) return false;
        (Current, _next) = (type, type.BaseType);
        return true;
    }
}
