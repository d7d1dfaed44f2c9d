using System.Globalization;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>The number of a name on the wire. Nodes of two versions agree on it, whatever the order of declarations.</summary>
internal static class WireName
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The number: FNV-1a of the name's UTF-16 code units.</summary>
    public static uint NumberOf(string name)
    {
        uint hash = OffsetBasis;
        foreach (char letter in name) hash = unchecked((hash ^ letter) * Prime);
        return hash;
    }

    /// <summary>The number as a literal.</summary>
    public static string LiteralOf(string name) => NumberOf(name).ToString(CultureInfo.InvariantCulture) + "u";
}
