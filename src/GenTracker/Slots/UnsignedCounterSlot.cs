using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Slots.Codecs;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only unsigned 64-bit number: a counter that holds 0 to 2^63 - 1.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds 0.</para>
/// <para>
/// One 64-bit word holds the count, and the seal in its lowest bit. Costs and guarantees are those of <see cref="CounterSlot"/>.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}, sealed: {(_word & 1) != 0}")]
public struct UnsignedCounterSlot : IRetirableSlot<ulong>
{
    /// <summary>The highest count, 2^63 - 1.</summary>
    public const ulong MaxValue = UnsignedCountCodec.MaxValue;

    private long _word;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="initial">The initial count.</param>
    /// <exception cref="OverflowException"><paramref name="initial"/> is out of range.</exception>
    public UnsignedCounterSlot(ulong initial) => _word = UnsignedCountCodec.Encode(initial);

    /// <inheritdoc/>
    public readonly ulong Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => UnsignedCountCodec.Decode(Volatile.Read(in _word));
    }

    /// <summary>Adds to the count.</summary>
    /// <param name="delta">The number to add.</param>
    /// <param name="value">The new count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException">The sum is above <see cref="MaxValue"/>; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(ulong delta, out ulong value)
    {
        SlotResult result = Update(new AddUpTo<ulong>(MaxValue, delta), out value);
        if (result == SlotResult.Refused)
            UnsignedCountCodec.ThrowOverflow();
        return result == SlotResult.Done;
    }

    /// <summary>Subtracts from the count.</summary>
    /// <param name="delta">The number to subtract.</param>
    /// <param name="value">The new count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException"><paramref name="delta"/> is greater than the count; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(ulong delta, out ulong value)
    {
        SlotResult result = Update(new SubtractDownTo<ulong>(0, delta), out value);
        if (result == SlotResult.Refused)
            UnsignedCountCodec.ThrowOverflow();
        return result == SlotResult.Done;
    }

    /// <summary>Adds to the count unless the sum exceeds a maximum or is out of range.</summary>
    /// <param name="max">The highest sum allowed.</param>
    /// <param name="delta">The number to add.</param>
    /// <param name="value">The new count. If nothing was changed, the current count.</param>
    /// <returns>The result.</returns>
    public SlotResult TryAddUpTo(ulong max, ulong delta, out ulong value) =>
        Update(new AddUpTo<ulong>(Math.Min(max, MaxValue), delta), out value);

    /// <summary>Subtracts from the count unless the difference is below a minimum.</summary>
    /// <param name="min">The lowest difference allowed.</param>
    /// <param name="delta">The number to subtract.</param>
    /// <param name="value">The new count. If nothing was changed, the current count.</param>
    /// <returns>The result.</returns>
    public SlotResult TrySubtractDownTo(ulong min, ulong delta, out ulong value) =>
        Update(new SubtractDownTo<ulong>(min, delta), out value);

    /// <summary>Subtracts what was added before. Never throws.</summary>
    /// <param name="delta">The number that was added.</param>
    /// <returns><see langword="false"/> if the slot is sealed, or the count is less than <paramref name="delta"/>; nothing was changed.</returns>
    public bool TryGiveBack(ulong delta) => TrySubtractDownTo(0, delta, out _) == SlotResult.Done;

    /// <summary>Raises the count to the candidate, unless the count is at least as high.</summary>
    /// <param name="candidate">The candidate for a new maximum.</param>
    /// <param name="value">The resulting count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException"><paramref name="candidate"/> is above <see cref="MaxValue"/>; nothing was changed.</exception>
    public bool TryRaise(ulong candidate, out ulong value) => Update(new Max<ulong>(candidate), out value) != SlotResult.Sealed;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(ulong value) => SealableWord.TrySealAt<ulong, UnsignedCountCodec>(ref _word, value);

    /// <inheritdoc/>
    /// <exception cref="OverflowException"><paramref name="value"/> is out of range; nothing was changed.</exception>
    public void Restore(ulong value) => Update(new Set<ulong>(value), out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SlotResult Update<TUpdate>(TUpdate update, out ulong value)
        where TUpdate : struct, IUpdate<ulong> =>
        SealableWord.Update<ulong, UnsignedCountCodec, TUpdate>(ref _word, update, out value);
}
