using System;
using System.ComponentModel;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The number by which attributes and methods are named between nodes: nodes of two versions agree on it, whatever the order of declarations.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireName
{
    /// <summary>Computes the number, the FNV-1a hash of the name's UTF-16 code units. The generator writes it as a constant.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static uint Hash(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        uint hash = 2166136261;
        foreach (char unit in name)
            hash = (hash ^ unit) * 16777619;
        return hash;
    }
}
