using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Orleans.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>Tells which types Orleans certainly cannot serialize. It is silent about types that it does not know: a false alarm is worse than a miss.</summary>
internal sealed class Codecs
{
    private static readonly string[] Serializers =
        ["AddJsonSerializer", "AddNewtonsoftJsonSerializer", "AddMessagePackSerializer", "AddProtobufSerializer", "AddMemoryPackSerializer"];

    private readonly Compilation _compilation;
    private readonly Lazy<HashSet<ITypeSymbol>> _converted;
    private readonly Lazy<bool> _hasOtherSerializer;

    /// <summary>Creates the knowledge of one compilation.</summary>
    public Codecs(Compilation compilation)
    {
        _compilation = compilation;
        _converted = new(FindConverted);
        _hasOtherSerializer = new(() => compilation.SyntaxTrees.Any(static tree =>
            tree.GetRoot().DescendantTokens().Any(static token => Array.IndexOf(Serializers, token.ValueText) >= 0)));
    }

    /// <summary>Finds the parts of a type that have no codec.</summary>
    public IEnumerable<MissingCodec> FindMissing(ITypeSymbol type) => FindMissing(type, depth: 0);

    private IEnumerable<MissingCodec> FindMissing(ITypeSymbol type, int depth)
    {
        if (depth > 8) return [];
        if (type is IArrayTypeSymbol array) return FindMissing(array.ElementType, depth + 1);
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } named) return [];
        if (IsOfOneNode(named)) return [new(named, IsMarkable: false, "it belongs to one node; give data instead")];
        if (IsPlain(named) && LacksCodec(named))
        {
            bool isWritten = named.IsWritten();
            return
            [
                new(named, isWritten, isWritten
                    ? "mark it [GenerateSerializer], and its members [Id]"
                    : "GenTracker generates it, so give the values in a type of your own"),
            ];
        }

        return named.TypeArguments.SelectMany(argument => FindMissing(argument, depth + 1));
    }

    /// <summary>Whether the type is one of this project, and has no codec.</summary>
    public bool LacksCodec(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly) && !HasCodec(type);

    private static bool IsOfOneNode(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
        || type.Is("System.Threading", "CancellationTokenSource")
        || type.Is("System", "IServiceProvider")
        || type.IsOrDerivesFrom("System.IO", "Stream")
        || type.IsOrDerivesFrom("System.Threading.Tasks", "Task")
        || type.Is("System.Threading.Tasks", "Task", arity: 1);

    /// <summary>Whether values are of this very type: not an interface, an abstract class or an enum.</summary>
    private static bool IsPlain(INamedTypeSymbol type) => type.TypeKind is TypeKind.Struct || type is { TypeKind: TypeKind.Class, IsAbstract: false };

    private bool HasCodec(INamedTypeSymbol type) =>
        type.HasSerializer()
        || type.IsOrDerivesFrom("System", "Exception")
        || type.IsGrain()
        || _converted.Value.Contains(type.OriginalDefinition)
        || _hasOtherSerializer.Value;

    /// <summary>The types for which a codec, copier, activator or converter is registered by an attribute.</summary>
    private HashSet<ITypeSymbol> FindConverted()
    {
        HashSet<ITypeSymbol> converted = new(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in TypesOf(_compilation.Assembly.GlobalNamespace))
        {
            bool isRegistered = type.GetAttributes().Any(static attribute =>
                attribute.AttributeClass is { Name: "RegisterConverterAttribute" or "RegisterSerializerAttribute" or "RegisterCopierAttribute" });
            if (!isRegistered) continue;
            foreach (ITypeSymbol argument in type.AllInterfaces.SelectMany(static candidate => candidate.TypeArguments))
            {
                converted.Add(argument.OriginalDefinition);
            }
        }

        return converted;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (INamedTypeSymbol inner in TypesOf(member)) yield return inner;
        }
    }
}
