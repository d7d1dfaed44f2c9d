using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenTracker.Slots;

/// <summary>
/// Counting on <see cref="WordSlot{T}"/> and <see cref="SeqLockSlot{T}"/>: each call is one atomic step, exact under the seal, by any number of
/// threads at once, without allocation. On a word slot it is lock-free; a seqlock slot says when it waits.
/// </summary>
/// <remarks>
/// Built-in integers wrap around, as <see cref="System.Threading.Interlocked.Add(ref int, int)"/> does. A type whose operators throw, as
/// those of <see cref="decimal"/> do, throws out of the call, and the slot is unchanged. Where other writers are faster, and where nothing is
/// changed, the type's operators run more than once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SlotArithmetic
{
    /// <summary>Adds.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">What to add.</param>
    /// <param name="value">The new value; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(this ref WordSlot<T> slot, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Add<T>(delta), out value) == SlotResult.Done;

    /// <summary>Subtracts.</summary>
    /// <inheritdoc cref="TryAdd{T}(ref WordSlot{T}, T, out T)"/>
    /// <param name="slot">The slot.</param>
    /// <param name="delta">What to subtract.</param>
    /// <param name="value">The new value; the final one where the slot is sealed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySubtract<T>(this ref WordSlot<T> slot, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Subtract<T>(delta), out value) == SlotResult.Done;

    /// <summary>Adds unless the sum would be above a bound, overflow, or be no number.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="max">The highest value that this call may leave behind.</param>
    /// <param name="delta">What to add; may be negative.</param>
    /// <param name="value">The new value; the present one where nothing was changed.</param>
    /// <returns>What became of it.</returns>
    public static SlotResult TryAddUpTo<T>(this ref WordSlot<T> slot, T max, T delta, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new AddUpTo<T>(max, delta), out value);

    /// <summary>Raises the value to the candidate, unless it is as high already. NaN is never higher.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="candidate">The value that may be a new highest one.</param>
    /// <param name="value">The resulting value; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    public static bool TryRaise<T>(this ref WordSlot<T> slot, T candidate, out T value)
        where T : unmanaged, INumber<T> =>
        slot.Update(new Raise<T>(candidate), out value) != SlotResult.Sealed;

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

    /// <inheritdoc cref="TryRaise{T}(ref WordSlot{T}, T, out T)"/>
    public static bool TryRaise<T>(this ref SeqLockSlot<T> slot, T candidate, out T value)
        where T : struct, INumber<T> =>
        slot.Update(new Raise<T>(candidate), out value) != SlotResult.Sealed;
}
