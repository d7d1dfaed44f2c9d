using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// Arithmetic on the slots of settable numbers. Each call is atomic, exact under the seal, thread-safe and allocation-free. On a
/// <see cref="WordSlot{T}"/> it is lock-free. The other slots document when they wait.
/// </summary>
/// <remarks>
/// Built-in integers wrap around, as in <see cref="System.Threading.Interlocked.Add(ref int, int)"/>. If an operator of the type throws, as those of
/// <see cref="decimal"/> do, the call throws and the slot is unchanged. If another writer is faster, and if nothing is changed, the operators run more than
/// once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SlotArithmetic
{
    /// <summary>Adds to the value.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to add.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<TSlot, T>(this ref TSlot slot, T delta, out T value)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        slot.Update(new Add<T>(delta), out value) == SlotResult.Done;

    /// <summary>Subtracts from the value.</summary>
    /// <inheritdoc cref="TryAdd{TSlot, T}(ref TSlot, T, out T)"/>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to subtract.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract<TSlot, T>(this ref TSlot slot, T delta, out T value)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        slot.Update(new Subtract<T>(delta), out value) == SlotResult.Done;

    /// <summary>Adds to the value unless the sum exceeds a maximum, overflows, or is NaN.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="max">The highest sum allowed.</param>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TryAddUpTo<TSlot, T>(this ref TSlot slot, T max, T delta, out T value)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        slot.Update(new AddUpTo<T>(max, delta), out value);

    /// <summary>Subtracts from the value unless the difference is below a minimum, overflows, or is NaN.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="min">The lowest difference allowed.</param>
    /// <param name="delta">The number to subtract; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TrySubtractDownTo<TSlot, T>(this ref TSlot slot, T min, T delta, out T value)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        slot.Update(new SubtractDownTo<T>(min, delta), out value);

    /// <summary>Subtracts what was added before. An integer that wrapped around wraps back.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number that was added.</param>
    /// <returns><see langword="false"/> if the slot is sealed, or the difference overflows; nothing was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGiveBack<TSlot, T>(this ref TSlot slot, T delta)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        typeof(T).IsPrimitive ? slot.TrySubtract(delta, out _) : TryGiveBackChecked(ref slot, delta);

    /// <summary>Raises the value to the candidate, unless the value is at least as high. NaN is never higher.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="candidate">The candidate for a new maximum.</param>
    /// <param name="value">The resulting value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    public static bool TryRaise<TSlot, T>(this ref TSlot slot, T candidate, out T value)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T> =>
        slot.Update(new Max<T>(candidate), out value) != SlotResult.Sealed;

    /// <summary>Decimal, 128-bit and user-defined types may throw if they overflow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryGiveBackChecked<TSlot, T>(ref TSlot slot, T delta)
        where TSlot : struct, ISettableSlot<T>
        where T : struct, INumber<T>
    {
        try
        {
            return slot.TrySubtract(delta, out _);
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
