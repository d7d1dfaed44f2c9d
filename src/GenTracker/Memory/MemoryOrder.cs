using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Memory;

/// <summary>The two barriers of optimistic reads and their writers. .NET 9 has only the full one, which does more and costs more.</summary>
internal static class MemoryOrder
{
    /// <summary>No read before it is done after any access behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadBarrier()
    {
#if NET10_0_OR_GREATER
        Volatile.ReadBarrier();
#else
        Interlocked.MemoryBarrier();
#endif
    }

    /// <summary>No write behind it is seen before any access in front of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBarrier()
    {
#if NET10_0_OR_GREATER
        Volatile.WriteBarrier();
#else
        Interlocked.MemoryBarrier();
#endif
    }
}
