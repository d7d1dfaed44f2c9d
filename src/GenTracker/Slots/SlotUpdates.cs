using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// Computes the next value of a slot from its current one. A slot calls it before it writes, and again if another writer was faster. So an update has no
/// side effects, and if it throws, nothing has changed.
/// </summary>
internal interface IUpdate<T>
{
    /// <summary><see langword="false"/> if the value must stay as it is.</summary>
    bool TryApply(T current, out T next);
}

/// <summary>Result and resulting value of an update, in one struct, so that a method can return both in registers.</summary>
internal readonly record struct UpdateOutcome<T>(SlotResult Result, T Value);

internal readonly struct Set<T>(T value) : IUpdate<T>
{
    public bool TryApply(T current, out T next)
    {
        next = value;
        return true;
    }
}

/// <summary>Adds with the unchecked operator of the type: built-in integers wrap around.</summary>
internal readonly struct Add<T>(T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = unchecked(current + delta);
        return true;
    }
}

/// <summary>Subtracts with the unchecked operator of the type. It does not negate the delta: unsigned types and the lowest value have no negation.</summary>
internal readonly struct Subtract<T>(T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = unchecked(current - delta);
        return true;
    }
}

/// <summary>Adds unless the sum overflows or exceeds the maximum. A NaN is refused.</summary>
internal readonly struct AddUpTo<T>(T max, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => CheckedArithmetic.TryAdd(current, delta, out next) && next <= max;
}

/// <summary>Adds unless the sum overflows or leaves the bounds.</summary>
internal readonly struct AddBetween<T>(T min, T max, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => CheckedArithmetic.TryAdd(current, delta, out next) && next >= min && next <= max;
}

/// <summary>Subtracts unless the difference overflows or is below the minimum. A NaN is refused.</summary>
internal readonly struct SubtractDownTo<T>(T min, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => CheckedArithmetic.TrySubtract(current, delta, out next) && next >= min;
}

/// <summary>Subtracts unless the difference overflows or leaves the bounds.</summary>
internal readonly struct SubtractBetween<T>(T min, T max, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => CheckedArithmetic.TrySubtract(current, delta, out next) && next >= min && next <= max;
}

/// <summary>Takes the candidate if it is higher. A NaN is never higher.</summary>
internal readonly struct Max<T>(T candidate) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = candidate;
        return candidate > current;
    }
}

/// <summary>Calls a function of the user.</summary>
internal readonly struct Apply<T>(Func<T, T> update) : IUpdate<T>
{
    public bool TryApply(T current, out T next)
    {
        next = update(current);
        return true;
    }
}

/// <summary>Calls a function of the user with a state.</summary>
internal readonly struct Apply<T, TState>(Func<T, TState, T> update, TState state) : IUpdate<T>
{
    public bool TryApply(T current, out T next)
    {
        next = update(current, state);
        return true;
    }
}

/// <summary>Addition and subtraction that report an overflow instead of wrapping around or throwing.</summary>
internal static class CheckedArithmetic
{
    /// <summary><see langword="false"/> if the sum overflows or is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(T left, T right, out T sum)
        where T : INumber<T>
    {
        if (!typeof(T).IsPrimitive)
            return TryAddChecked(left, right, out sum);

        // A sum that wraps around is on the wrong side of the left operand.
        sum = unchecked(left + right);
        return right >= T.Zero ? sum >= left : sum <= left;
    }

    /// <summary><see langword="false"/> if the difference overflows or is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract<T>(T left, T right, out T difference)
        where T : INumber<T>
    {
        if (!typeof(T).IsPrimitive)
            return TrySubtractChecked(left, right, out difference);

        // A difference that wraps around is on the wrong side of the left operand.
        difference = unchecked(left - right);
        return right >= T.Zero ? difference <= left : difference >= left;
    }

    /// <summary>Decimal, 128-bit and user-defined types throw if they overflow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryAddChecked<T>(T left, T right, out T sum)
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TrySubtractChecked<T>(T left, T right, out T difference)
        where T : INumber<T>
    {
        try
        {
            difference = checked(left - right);
            return true;
        }
        catch (OverflowException)
        {
            difference = left;
            return false;
        }
    }
}
