using System.Globalization;
using System.Text;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>
/// The names of generated files. The compiler compares them without case, and drops all of a generator's files where two are equal, so
/// case is written out: a letter that is not in the case that one expects (upper at the beginning of a name, lower within it) has a
/// hyphen before it, which no identifier contains. <c>Demo.LiveStream</c> is <c>Demo.Live-Stream</c>, and <c>Demo.livestream</c> is <c>Demo.-livestream</c>.
/// </summary>
internal static class HintNames
{
    /// <summary>The file of a class.</summary>
    /// <param name="type">The class.</param>
    /// <returns>The file's name.</returns>
    public static string Of(INamedTypeSymbol type)
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

    private static void Append(StringBuilder name, INamespaceSymbol space)
    {
        if (space.IsGlobalNamespace) return;
        Append(name, space.ContainingNamespace);
        Append(name, space.Name);
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

            bool unexpected = i == 0 ? letter is >= 'a' and <= 'z' : letter is >= 'A' and <= 'Z';
            if (unexpected) name.Append('-');
            name.Append(letter);
        }
    }
}
