using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>
/// A byte for each place of a table: empty, removed, or eight bits of the hash. A find compares sixteen of them at once and mostly looks at one cell.
/// </summary>
/// <remarks>The idea: the control bytes of SwissTable (Google's Abseil, 2017).</remarks>
internal static class Tags
{
    /// <summary>The number of tags that one comparison looks at.</summary>
    public const int Group = 16;

    public const byte Empty = 0;

    /// <summary>The tag of a place whose value was removed: a probe goes on over it.</summary>
    public const byte Removed = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Of(uint hash) => (byte)Math.Max((uint)(byte)hash, 2u);
}
