using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only unsigned 64-bit number: a counter that holds 0 to 2^63 - 1.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds 0.</para>
/// <para>
/// One word of 64 bits holds the count above the seal, its lowest bit; what <see cref="CounterSlot"/> says of cost, lock-freedom and
/// exactness holds here too.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct UnsignedCounterSlot : IRetirableSlot<ulong>
{
    /// <summary>The highest count, 2^63 - 1.</summary>
    public const ulong MaxValue = UnsignedCount.Max;

    private long _word;

    /// <summary>An open slot.</summary>
    /// <param name="initial">The count that it begins with.</param>
    /// <exception cref="OverflowException"><paramref name="initial"/> is out of range.</exception>
    public UnsignedCounterSlot(ulong initial) => _word = UnsignedCount.Encode(initial);

    /// <inheritdoc/>
    public readonly ulong Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => UnsignedCount.Decode(Volatile.Read(in _word));
    }

    /// <summary>Adds.</summary>
    /// <param name="delta">What to add.</param>
    /// <param name="value">The new count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException">The sum is above <see cref="MaxValue"/>; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(ulong delta, out ulong value)
    {
        SlotResult result = Update(new AddUpTo<ulong>(MaxValue, delta), out value);
        if (result == SlotResult.Refused)
            UnsignedCount.ThrowOverflow();
        return result == SlotResult.Done;
    }

    /// <summary>Subtracts.</summary>
    /// <param name="delta">What to subtract.</param>
    /// <param name="value">The new count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException"><paramref name="delta"/> is more than the count; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(ulong delta, out ulong value)
    {
        SlotResult result = Update(new SubtractDownToZero(delta), out value);
        if (result == SlotResult.Refused)
            UnsignedCount.ThrowOverflow();
        return result == SlotResult.Done;
    }

    /// <summary>Adds unless the sum would be above a bound or out of range.</summary>
    /// <param name="max">The highest count that this call may leave behind.</param>
    /// <param name="delta">What to add.</param>
    /// <param name="value">The new count; the present one where nothing was changed.</param>
    /// <returns>What became of it.</returns>
    public SlotResult TryAddUpTo(ulong max, ulong delta, out ulong value) =>
        Update(new AddUpTo<ulong>(Math.Min(max, MaxValue), delta), out value);

    /// <summary>Raises the count to the candidate, unless it is as high already.</summary>
    /// <param name="candidate">The count that may be a new highest one.</param>
    /// <param name="value">The resulting count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException"><paramref name="candidate"/> is above <see cref="MaxValue"/>; nothing was changed.</exception>
    public bool TryRaise(ulong candidate, out ulong value) => Update(new Raise<ulong>(candidate), out value) != SlotResult.Sealed;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(ulong value) => SealableWord.TrySealAt<ulong, UnsignedCount>(ref _word, value);

    /// <inheritdoc/>
    /// <exception cref="OverflowException"><paramref name="value"/> is out of range; nothing was changed.</exception>
    public void Restore(ulong value) => Update(new Set<ulong>(value), out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SlotResult Update<TUpdate>(TUpdate update, out ulong value)
        where TUpdate : struct, IUpdate<ulong> =>
        SealableWord.Update<ulong, UnsignedCount, TUpdate>(ref _word, update, out value);
}
