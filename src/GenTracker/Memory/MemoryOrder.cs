using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Memory;

/// <summary>The two barriers of optimistic reads and their writers.</summary>
internal static class MemoryOrder
{
    /// <summary>No read before it is done after any access behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadBarrier() => Volatile.ReadBarrier();

    /// <summary>No write behind it is seen before any access in front of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBarrier() => Volatile.WriteBarrier();
}
