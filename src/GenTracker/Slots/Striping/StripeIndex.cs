using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>Which stripe a thread counts in. Threads are dealt round, and one that meets another moves.</summary>
/// <remarks>
/// A thread is known by where its stack is: to ask the runtime for what is a thread's own takes, where that is a call, longer than the count. So a thread may have
/// two places, one for each 64 KB of its stack that it counts in, and two threads may share one, which costs time and nothing else. What is read and written here without any
/// order is a hint.
/// </remarks>
internal static class StripeIndex
{
    // Odd: multiples of it go through all stripes in turn, and give the moves well-mixed bits to begin with.
    private const int Stride = unchecked((int)0x9E3779B9);

    private const int BitsOfAPlace = 10;
    private const int BitsWithinAPlace = 16;

    // Zero until a thread first counts there.
    private static readonly int[] Places = new int[1 << BitsOfAPlace];

    private static int _threads;

    /// <summary>The place of the calling thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int Place()
    {
        byte here = 0;
        nuint stack = (nuint)Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
        uint mixed = unchecked((uint)(stack >> BitsWithinAPlace) * (uint)Stride);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Places), (nint)(mixed >> (32 - BitsOfAPlace)));
    }

    /// <summary>The index of a place; its low bits choose the stripe.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(ref int place)
    {
        int index = place;
        return index != 0 ? index : Deal(ref place);
    }

    /// <summary>Gives the place another index: at random, for two that meet and both take the next would meet again.</summary>
    public static void Move(ref int place)
    {
        int index = place;
        index ^= index << 13;
        index ^= index >>> 17;
        index ^= index << 5;
        place = index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deal(ref int place) => place = unchecked(Interlocked.Increment(ref _threads) * Stride);
}
