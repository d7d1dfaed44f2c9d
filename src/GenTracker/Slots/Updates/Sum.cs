using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>Addition that tells an overflow instead of wrapping around or throwing.</summary>
internal static class Sum
{
    /// <returns>False where the sum overflows, and where it has no place in the order (NaN).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(T left, T right, out T sum)
        where T : INumber<T>
    {
        if (!typeof(T).IsPrimitive)
            return TryAddGuarded(left, right, out sum);

        // A sum that has wrapped around lies on the wrong side of what it was added to.
        sum = unchecked(left + right);
        return right >= T.Zero ? sum >= left : sum <= left;
    }

    /// <summary>Decimal, 128 bits, the user's own: only they know when they overflow, and they say so by throwing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryAddGuarded<T>(T left, T right, out T sum)
        where T : INumber<T>
    {
        try
        {
            sum = checked(left + right);
            return true;
        }
        catch (OverflowException)
        {
            sum = left;
            return false;
        }
    }
}
