using System;

namespace GenTracker.Orleans.Runtime;

/// <summary>The key of an <see cref="INodeGrain"/>. The address of a silo has no bar in it; the name of a tracker may have any.</summary>
internal static class NodeKey
{
    public static string Format(string node, string tracker) => $"{node}|{tracker}";

    public static (string Node, string Tracker) Parse(string key)
    {
        int bar = key.IndexOf('|', StringComparison.Ordinal);
        return (key[..bar], key[(bar + 1)..]);
    }
}
