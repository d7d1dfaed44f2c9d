using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>
/// The probe of each thread, which selects the stripe that it counts in, as in Java's <c>Striped64</c>. New threads take the stripes in turn. A thread that
/// meets another in its stripe moves to a random one.
/// </summary>
/// <remarks>
/// A thread is identified by the address of its stack, because a thread-local variable would take longer than the count if it needs a call. So a thread may
/// have several probes, one for each 64 KB of its stack, and two threads may share one. That costs only time. Probes are hints, so they are read and written
/// without any order.
/// </remarks>
internal static class StripeProbe
{
    // Odd, so that multiples of it visit all stripes in turn. Its bits are well mixed, which Advance needs.
    private const int Stride = unchecked((int)0x9E3779B9);

    private const int ProbeIndexBits = 10;
    private const int StackSegmentBits = 16;

    // Zero until a thread first counts there.
    private static readonly int[] Probes = new int[1 << ProbeIndexBits];

    private static int _threads;

    /// <summary>The variable that holds the probe of the calling thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int Locate()
    {
        byte local = 0;
        nuint address = (nuint)Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref local);
        uint mixed = unchecked((uint)(address >> StackSegmentBits) * (uint)Stride);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Probes), (nint)(mixed >> (32 - ProbeIndexBits)));
    }

    /// <summary>The probe. Its low bits select the stripe.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Get(ref int probe)
    {
        int value = probe;
        return value != 0 ? value : Initialize(ref probe);
    }

    /// <summary>Changes the probe at random: two threads that meet would meet again if both moved to the next stripe.</summary>
    public static void Advance(ref int probe)
    {
        int value = probe;
        value ^= value << 13;
        value ^= value >>> 17;
        value ^= value << 5;
        probe = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Initialize(ref int probe) => probe = unchecked(Interlocked.Increment(ref _threads) * Stride);
}
