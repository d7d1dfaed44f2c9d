using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// Arithmetic on <see cref="WordSlot{T}"/> and <see cref="SeqLockSlot{T}"/>. Each call is atomic, exact under the seal, thread-safe and allocation-free. On
/// a word slot it is lock-free. A seqlock slot documents when it waits.
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
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to add.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(this ref WordSlot<T> slot, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Add<T>(delta), out value) == SlotResult.Done;

    /// <summary>Subtracts from the value.</summary>
    /// <inheritdoc cref="TryAdd{T}(ref WordSlot{T}, T, out T)"/>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to subtract.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract<T>(this ref WordSlot<T> slot, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Subtract<T>(delta), out value) == SlotResult.Done;

    /// <summary>Adds to the value unless the sum exceeds a maximum, overflows, or is NaN.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="max">The highest sum allowed.</param>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TryAddUpTo<T>(this ref WordSlot<T> slot, T max, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new AddUpTo<T>(max, delta), out value);

    /// <summary>Subtracts from the value unless the difference is below a minimum, overflows, or is NaN.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="min">The lowest difference allowed.</param>
    /// <param name="delta">The number to subtract; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TrySubtractDownTo<T>(this ref WordSlot<T> slot, T min, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new SubtractDownTo<T>(min, delta), out value);

    /// <summary>Subtracts what was added before. An integer that wrapped around wraps back.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number that was added.</param>
    /// <returns><see langword="false"/> if the slot is sealed, or the difference overflows; nothing was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGiveBack<T>(this ref WordSlot<T> slot, T delta)
        where T : unmanaged, INumber<T> =>
        slot.TrySubtract(delta, out _);

    /// <summary>Raises the value to the candidate, unless the value is at least as high. NaN is never higher.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="candidate">The candidate for a new maximum.</param>
    /// <param name="value">The resulting value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    public static bool TryRaise<T>(this ref WordSlot<T> slot, T candidate, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Max<T>(candidate), out value) != SlotResult.Sealed;

    /// <inheritdoc cref="TryAdd{T}(ref WordSlot{T}, T, out T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(this ref SeqLockSlot<T> slot, T delta, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new Add<T>(delta), out value) == SlotResult.Done;

    /// <inheritdoc cref="TrySubtract{T}(ref WordSlot{T}, T, out T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract<T>(this ref SeqLockSlot<T> slot, T delta, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new Subtract<T>(delta), out value) == SlotResult.Done;

    /// <inheritdoc cref="TryAddUpTo{T}(ref WordSlot{T}, T, T, out T)"/>
    public static SlotResult TryAddUpTo<T>(this ref SeqLockSlot<T> slot, T max, T delta, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new AddUpTo<T>(max, delta), out value);

    /// <inheritdoc cref="TrySubtractDownTo{T}(ref WordSlot{T}, T, T, out T)"/>
    public static SlotResult TrySubtractDownTo<T>(this ref SeqLockSlot<T> slot, T min, T delta, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new SubtractDownTo<T>(min, delta), out value);

    /// <inheritdoc cref="TryGiveBack{T}(ref WordSlot{T}, T)"/>
    public static bool TryGiveBack<T>(this ref SeqLockSlot<T> slot, T delta)
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

    /// <inheritdoc cref="TryRaise{T}(ref WordSlot{T}, T, out T)"/>
    public static bool TryRaise<T>(this ref SeqLockSlot<T> slot, T candidate, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new Max<T>(candidate), out value) != SlotResult.Sealed;
}
