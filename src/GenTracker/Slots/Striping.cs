using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenTracker.Slots;

/// <summary>
/// One cell of a striped counter, in the middle of 128 bytes: two cache lines, because processors fetch them in pairs. So no other cell shares a line with
/// it, nor does the length of the array, wherever the array is.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 2 * CacheLine.Size)]
internal struct Stripe<T>
{
    private readonly CacheLine _padding;
    public SeqLockSlot<T> Cell;
}

/// <summary>One cache line of padding.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal readonly struct CacheLine
{
    public const int Size = 64;
}

/// <summary>The number of stripes on this machine, and the range of a cell.</summary>
internal static class StripeLayout
{
    /// <summary>Number of stripes: a power of two, so that a mask selects one.</summary>
    public static readonly int StripeCount = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    /// <summary>Bound of a 64-bit cell on either side of zero. All cells together never exceed ±2^62.</summary>
    public static readonly long MaxPerCell = MaxTotal / StripeCount;

    private const long MaxTotal = 1L << 62;

    /// <summary>Whether cells of this type are bounded. Those of signed and unsigned 64-bit integers are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBounded<T>() =>
        Unsafe.SizeOf<T>() == sizeof(long) && (typeof(T) == typeof(long) || typeof(T) == typeof(nint) || IsUnsigned<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnsigned<T>() => typeof(T) == typeof(ulong) || typeof(T) == typeof(nuint);

    public static void ThrowIfOutOfRange(long total)
    {
        if (total is < -MaxTotal or > MaxTotal)
            ThrowOverflow();
    }

    [DoesNotReturn]
    public static void ThrowOverflow() =>
        throw new OverflowException(
            $"One cell of a striped 64-bit counter holds -{MaxPerCell} to {MaxPerCell}. The result would be out of range, so nothing was changed.");
}

/// <summary>
/// Bounded arithmetic on the cell of a 64-bit striped counter. A cell is signed even if the counter is not: what one stripe counts up, another may count
/// down.
/// </summary>
internal static class CellArithmetic
{
    /// <summary>Whether a delta fits into a cell. An unsigned delta above the signed range is negative here, and does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T>(T delta)
        where T : unmanaged
    {
        long step = Unsafe.BitCast<T, long>(delta);
        return step >= (StripeLayout.IsUnsigned<T>() ? 0 : -StripeLayout.MaxPerCell) && step <= StripeLayout.MaxPerCell;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(T current, long step, out T next)
        where T : unmanaged
    {
        // Both operands are within the bounds. With a single stripe the sum can wrap around, and then it is out of bounds.
        long sum = unchecked(Unsafe.BitCast<T, long>(current) + step);
        next = Unsafe.BitCast<long, T>(sum);
        return sum >= -StripeLayout.MaxPerCell && sum <= StripeLayout.MaxPerCell;
    }
}

/// <summary>Adds to the cell of a 64-bit striped counter, unless the result is out of bounds.</summary>
internal readonly struct AddToCell<T>(T delta) : IUpdate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryApply(T current, out T next) => CellArithmetic.TryAdd(current, Unsafe.BitCast<T, long>(delta), out next) && CellArithmetic.Fits(delta);
}

/// <summary>Subtracts from the cell of a 64-bit striped counter, unless the result is out of bounds.</summary>
internal readonly struct SubtractFromCell<T>(T delta) : IUpdate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryApply(T current, out T next) => CellArithmetic.TryAdd(current, -Unsafe.BitCast<T, long>(delta), out next) && CellArithmetic.Fits(delta);
}
