using System.Globalization;
using System.Text;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Incrementality;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>
/// The names of generated files. The compiler ignores their case, and drops all files of a generator if two names are equal. So the names
/// spell out case: a hyphen, which no identifier contains, marks a letter of unexpected case, which is a lower one at the start of a name
/// and an upper one within it. <c>Demo.LiveStream</c> becomes <c>Demo.Live-Stream</c>, and <c>Demo.livestream</c> becomes <c>Demo.-livestream</c>.
/// </summary>
/// <remarks>
/// File systems limit a name to 255 bytes, and some take letters of other scripts for equal if Unicode does. So a name that is long or not in
/// ASCII becomes the beginning of the class's own name and a hash of the full name, which depends on nothing else.
/// </remarks>
internal static class HintNames
{
    private const int MaxLength = 86;
    private const int MaxReadable = 32;

    /// <summary>The name of the generated file of a class: at most a hundred characters, and 128 bytes in UTF-8.</summary>
    public static string FileOf(INamedTypeSymbol type)
    {
        StringBuilder name = new();
        bool isAscii = Append(name, type);
        if (!isAscii || name.Length > MaxLength)
        {
            ulong hash = Hash64.Seed.Combine(name.ToString());
            name.Clear().Append(type.Name);
            if (name.Length > MaxReadable) name.Length = MaxReadable;
            name.Append('(').Append(hash.ToString("x16", CultureInfo.InvariantCulture)).Append(')');
        }

        return name.Append(GeneratedFile.Suffix).ToString();
    }

    /// <summary>Appends the full name; false if it has other characters than ASCII.</summary>
    private static bool Append(StringBuilder name, INamedTypeSymbol type)
    {
        bool isAscii;
        if (type.ContainingType is { } outer)
        {
            isAscii = Append(name, outer);
            name.Append('+');
        }
        else
        {
            isAscii = Append(name, type.ContainingNamespace);
        }

        isAscii &= Append(name, type.Name);
        if (type.Arity > 0) name.Append('(').Append(type.Arity.ToString(CultureInfo.InvariantCulture)).Append(')');
        return isAscii;
    }

    private static bool Append(StringBuilder name, INamespaceSymbol symbol)
    {
        if (symbol.IsGlobalNamespace) return true;
        bool isAscii = Append(name, symbol.ContainingNamespace) & Append(name, symbol.Name);
        name.Append('.');
        return isAscii;
    }

    private static bool Append(StringBuilder name, string identifier)
    {
        bool isAscii = true;
        for (int i = 0; i < identifier.Length; i++)
        {
            char letter = identifier[i];
            isAscii &= letter <= '\x7f';
            bool isUnexpected = i == 0 ? letter is >= 'a' and <= 'z' : letter is >= 'A' and <= 'Z';
            if (isUnexpected) name.Append('-');
            name.Append(letter);
        }

        return isAscii;
    }
}
