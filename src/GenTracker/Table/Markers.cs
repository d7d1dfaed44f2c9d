using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenTracker.Table;

/// <summary>
/// Objects that stand for a part of a hash, where an array that holds references alone has to tell in one look that most keys are not the one that is
/// looked for.
/// </summary>
internal static class Markers
{
    /// <summary>The mark of a cell whose value was removed.</summary>
    public static readonly object Removed = new();

    private static readonly object[] Parts = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(static _ => new object())];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static object Of(uint hash) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Parts), (nint)(byte)hash);
}
