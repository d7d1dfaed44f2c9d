using System.Globalization;
using System.Text;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>
/// The names of generated files. The compiler ignores their case, and drops all files of a generator if two names are equal. So the names
/// spell out case: a hyphen, which no identifier contains, marks a letter of unexpected case, which is a lower one at the start of a name
/// and an upper one within it. <c>Demo.LiveStream</c> becomes <c>Demo.Live-Stream</c>, and <c>Demo.livestream</c> becomes <c>Demo.-livestream</c>.
/// </summary>
internal static class HintNames
{
    /// <summary>The name of the generated file of a class.</summary>
    public static string FileOf(INamedTypeSymbol type)
    {
        StringBuilder name = new();
        Append(name, type);
        return name.Append(GeneratedFile.Suffix).ToString();
    }

    private static void Append(StringBuilder name, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            Append(name, outer);
            name.Append('+');
        }
        else
        {
            Append(name, type.ContainingNamespace);
        }

        Append(name, type.Name);
        if (type.Arity > 0) name.Append('(').Append(type.Arity.ToString(CultureInfo.InvariantCulture)).Append(')');
    }

    private static void Append(StringBuilder name, INamespaceSymbol symbol)
    {
        if (symbol.IsGlobalNamespace) return;
        Append(name, symbol.ContainingNamespace);
        Append(name, symbol.Name);
        name.Append('.');
    }

    private static void Append(StringBuilder name, string identifier)
    {
        for (int i = 0; i < identifier.Length; i++)
        {
            char letter = identifier[i];
            if (letter > '\x7f')
            {
                name.Append("(u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)).Append(')');
                continue;
            }

            bool isUnexpected = i == 0 ? letter is >= 'a' and <= 'z' : letter is >= 'A' and <= 'Z';
            if (isUnexpected) name.Append('-');
            name.Append(letter);
        }
    }
}
