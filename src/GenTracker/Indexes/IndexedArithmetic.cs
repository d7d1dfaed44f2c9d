using System.ComponentModel;
using System.Numerics;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>Arithmetic on <see cref="IndexedSlot{T, TSlot}"/>, with the same rules as <see cref="SlotArithmetic"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IndexedArithmetic
{
    /// <summary>Adds to the value.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <typeparam name="TSlot">The slot without an index.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to add.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    public static bool TryAdd<T, TSlot>(this IndexedSlot<T, TSlot> slot, T delta, out T value)
        where T : struct, INumber<T>
        where TSlot : struct, ISettableSlot<T> =>
        slot.Update(new Add<T>(delta), out value) == SlotResult.Done;

    /// <summary>Subtracts from the value.</summary>
    /// <inheritdoc cref="TryAdd{T, TSlot}(IndexedSlot{T, TSlot}, T, out T)"/>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">The number to subtract.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    public static bool TrySubtract<T, TSlot>(this IndexedSlot<T, TSlot> slot, T delta, out T value)
        where T : struct, INumber<T>
        where TSlot : struct, ISettableSlot<T> =>
        slot.Update(new Subtract<T>(delta), out value) == SlotResult.Done;

    /// <summary>Adds to the value unless the sum exceeds a maximum, overflows, or is NaN.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <typeparam name="TSlot">The slot without an index.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="max">The highest sum allowed.</param>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TryAddUpTo<T, TSlot>(this IndexedSlot<T, TSlot> slot, T max, T delta, out T value)
        where T : struct, INumber<T>
        where TSlot : struct, ISettableSlot<T> =>
        slot.Update(new AddUpTo<T>(max, delta), out value);

    /// <summary>Subtracts from the value unless the difference is below a minimum, overflows, or is NaN.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <typeparam name="TSlot">The slot without an index.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="min">The lowest difference allowed.</param>
    /// <param name="delta">The number to subtract; may be negative.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    public static SlotResult TrySubtractDownTo<T, TSlot>(this IndexedSlot<T, TSlot> slot, T min, T delta, out T value)
        where T : struct, INumber<T>
        where TSlot : struct, ISettableSlot<T> =>
        slot.Update(new SubtractDownTo<T>(min, delta), out value);

    /// <summary>Raises the value to the candidate, unless the value is at least as high. NaN is never higher.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <typeparam name="TSlot">The slot without an index.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="candidate">The candidate for a new maximum.</param>
    /// <param name="value">The resulting value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    public static bool TryRaise<T, TSlot>(this IndexedSlot<T, TSlot> slot, T candidate, out T value)
        where T : struct, INumber<T>
        where TSlot : struct, ISettableSlot<T> =>
        slot.Update(new Max<T>(candidate), out value) != SlotResult.Sealed;
}
