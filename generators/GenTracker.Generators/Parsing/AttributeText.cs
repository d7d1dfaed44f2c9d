using System.Collections.Generic;
using System.Linq;
using System.Text;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Formats attributes as generated code writes them. It leaves out those that the code has no access to.</summary>
/// <param name="user">The type or the assembly that the generated code is in.</param>
/// <param name="compilation">The program.</param>
/// <param name="types">Writes the types.</param>
internal sealed class AttributeText(ISymbol user, Compilation compilation, TypeWriter types)
{
    /// <summary>Formats attributes, each with a space behind it.</summary>
    public string Inline(IEnumerable<AttributeData> attributes) => Join(attributes, "[", "] ");

    /// <summary>Formats attributes, each after a line end.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="target">What they belong to, with a colon and a space; empty for the declaration itself.</param>
    public string Lines(IEnumerable<AttributeData> attributes, string target = "") => Join(attributes, "\n[" + target, "]");

    private string Join(IEnumerable<AttributeData> attributes, string before, string after)
    {
        StringBuilder? text = null;
        foreach (AttributeData attribute in attributes)
        {
            if (Format(attribute) is { } formatted) (text ??= new()).Append(before).Append(formatted).Append(after);
        }

        return text?.ToString() ?? "";
    }

    /// <summary>Formats an attribute; null if it has an error, or names what the tracker has no access to.</summary>
    private string? Format(AttributeData attribute)
    {
        if (attribute is not { AttributeClass: { } declared, AttributeConstructor: { } constructor }) return null;
        if (!IsAccessible(declared) || !IsAccessible(constructor)) return null;
        List<string> arguments = [];
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            if (Format(argument) is not { } value) return null;
            arguments.Add(value);
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (Format(argument.Value) is not { } value) return null;
            arguments.Add($"{TypeNames.Escape(argument.Key)} = {value}");
        }

        string name = types.Write(declared, annotated: false);
        return arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }

    private string? Format(TypedConstant argument)
    {
        if (argument.Kind == TypedConstantKind.Error || argument.Type is not { } declared || !IsAccessible(declared)) return null;
        if (argument.IsNull) return $"({types.Write(declared, annotated: false)})null!";
        if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol named } && !IsAccessible(named)) return null;
        if (argument.Kind == TypedConstantKind.Enum) return Literals.Format(argument, declared, types);
        if (argument.Kind != TypedConstantKind.Array) return Literals.Format(argument, compilation.ObjectType, types);
        List<string> items = [];
        foreach (TypedConstant item in argument.Values)
        {
            if (Format(item) is not { } value) return null;
            items.Add(value);
        }

        return $"new {types.Write(declared, annotated: false)} {{ {string.Join(", ", items)} }}";
    }

    private bool IsAccessible(ISymbol symbol) => symbol.IsNameableWithin(user, compilation);
}
