using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

/// <summary>
/// One byte for each cell of a table: empty, tombstone, or eight bits of the key's hash. A find compares sixteen tags at once, so it usually reads
/// only one cell.
/// </summary>
/// <remarks>These are the control bytes of SwissTable (Abseil, 2017).</remarks>
internal static class HashTags
{
    /// <summary>Number of tags in one comparison.</summary>
    public const int GroupSize = 16;

    public const byte Empty = 0;

    /// <summary>Tag of a cell whose value was removed. Probes continue past it.</summary>
    public const byte Tombstone = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte FromHash(uint hash) => (byte)Math.Max((uint)(byte)hash, Tombstone + 1u);
}
