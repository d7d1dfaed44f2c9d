using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// How the part of a 64-bit striped counter moves: not out of its bounds. A part is signed even where the counter is not: what was counted up in one
/// stripe may be counted down in another.
/// </summary>
internal static class Part
{
    /// <summary>Whether a delta fits into a part at all. An unsigned one above the signed range comes out negative here, and does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T>(T delta)
        where T : unmanaged
    {
        long step = Unsafe.BitCast<T, long>(delta);
        return step >= (StripeLimit.IsUnsigned<T>() ? 0 : -StripeLimit.Part) && step <= StripeLimit.Part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMove<T>(T current, long step, out T next)
        where T : unmanaged
    {
        // Two numbers within the bounds: a sum that wraps around, as it can with a single stripe, is out of bounds.
        long part = unchecked(Unsafe.BitCast<T, long>(current) + step);
        next = Unsafe.BitCast<long, T>(part);
        return part >= -StripeLimit.Part && part <= StripeLimit.Part;
    }
}
