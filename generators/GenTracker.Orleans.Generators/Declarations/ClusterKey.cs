using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>Tells which keys a cluster can name: it knows each key by its text, and parses the text where the child is.</summary>
internal static class ClusterKey
{
    /// <summary>Finds why the keys of a type have no text that gives the same key again; null if they have.</summary>
    public static string? FindError(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error || type.SpecialType == SpecialType.System_String) return null;
        string name = type.ToDisplayName();
        if (type.SpecialType == SpecialType.System_DateTime || type.Is("System", "DateTimeOffset") || type.Is("System", "TimeOnly"))
        {
            return $"the invariant text of a '{name}' loses fractions of a second; use its ticks or a string";
        }

        if (!type.AllInterfaces.Any(candidate => candidate.Is("System", "IParsable", arity: 1) && IsSame(candidate.TypeArguments[0], type)))
        {
            return $"a '{name}' cannot be parsed; implement IParsable<{name}> and IFormattable on it, or use a string or a Guid";
        }

        return HasText(type) ? null : $"'{name}' has no text of its own to parse again; implement IFormattable or override ToString";
    }

    /// <summary>Finds why a type cannot write and read the keys of a type; null if it can.</summary>
    public static string? FindFormatError(ITypeSymbol format, ITypeSymbol key)
    {
        string name = format.ToDisplayName(), contract = $"IKeyFormat<{key.ToDisplayName()}>";
        if (format is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsUnboundGenericType: false } named)
        {
            return $"the KeyFormat '{name}' cannot be constructed; name a class that implements {contract}";
        }

        bool implements = named.AllInterfaces.Any(candidate =>
            candidate.Is(ClusterSymbols.Namespace, "IKeyFormat", arity: 1) && IsSame(candidate.TypeArguments[0], key));
        if (!implements) return $"the KeyFormat '{name}' does not implement {contract}; implement it";
        if (!named.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty && constructor.IsAccessibleOutside()))
        {
            return $"the KeyFormat '{name}' has no constructor without parameters that the cluster has access to; add one";
        }

        return named.IsReachable() ? null : $"the cluster has no access to the KeyFormat '{name}'; make it internal or public";
    }

    private static bool HasText(ITypeSymbol type)
    {
        if (type.AllInterfaces.Any(static candidate => candidate.Is("System", "IFormattable"))) return true;
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType) return false;
            if (up.GetMembers(nameof(ToString)).Any(IsWritten)) return true;
        }

        return false;
    }

    private static bool IsWritten(ISymbol member) => member is IMethodSymbol { Parameters.IsEmpty: true, IsImplicitlyDeclared: false };

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
