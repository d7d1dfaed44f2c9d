using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Slots.Codecs;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only signed 64-bit number: a counter that holds -2^62 to 2^62 - 1.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds 0.</para>
/// <para>
/// One 64-bit word holds the count, and the seal in its lowest bit. A read is one load and a shift, and never waits. A count is one compare-exchange,
/// repeated if another writer was faster. The slot is lock-free: a thread that is stopped at any point delays no other thread. Count and seal are in one
/// word, so the seal is exact on every architecture without a barrier.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}, sealed: {(_word & 1) != 0}")]
public struct CounterSlot : IRetirableSlot<long>
{
    /// <summary>The lowest count, -2^62.</summary>
    public const long MinValue = SignedCountCodec.MinValue;

    /// <summary>The highest count, 2^62 - 1.</summary>
    public const long MaxValue = SignedCountCodec.MaxValue;

    private long _word;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="initial">The initial count.</param>
    /// <exception cref="OverflowException"><paramref name="initial"/> is out of range.</exception>
    public CounterSlot(long initial) => _word = SignedCountCodec.Encode(initial);

    /// <inheritdoc/>
    public readonly long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SignedCountCodec.Decode(Volatile.Read(in _word));
    }

    /// <summary>Adds to the count.</summary>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException">The sum is out of range; nothing was changed.</exception>
    /// <remarks>
    /// If the sum of a 63-bit count and a 64-bit delta wraps around, it is always outside 63 bits. So a check of the sum's range is enough, and the same
    /// holds for the difference.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(long delta, out long value)
    {
        if (TryAddUncontended(delta, out value))
            return true;
        UpdateOutcome<long> outcome = TryAddContended(delta);
        value = outcome.Value;
        return outcome.Result == SlotResult.Done;
    }

    /// <summary>Adds to the count in one attempt.</summary>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new count, if the result is <see langword="true"/>.</param>
    /// <returns>
    /// <see langword="false"/> if another thread wrote at the same time, the slot is sealed, or the sum is out of range; nothing was changed.
    /// </returns>
    /// <remarks>
    /// All checks use the new word and come before the exchange. Afterwards the old word is computed from the new one. So no value is needed across the
    /// atomic instruction: none is stored on the stack, which the instruction would wait for, and no register is saved.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAddUncontended(long delta, out long value)
    {
        long word = Volatile.Read(ref _word);
        long step = delta << 1;
        long next = unchecked(word + step);
        value = next >> 1;

        // The sum overflows if its sign differs from the signs of both operands. The doubled delta overflows if its sign differs from that of the delta.
        // The lowest bit is the seal.
        if ((((word ^ next) & (step ^ next)) | (delta ^ step)) < 0 || (next & 1) != 0)
            return false;
        return Interlocked.CompareExchange(ref _word, next, word) == unchecked(next - step);
    }

    /// <summary>Subtracts from the count.</summary>
    /// <param name="delta">The number to subtract; may be negative.</param>
    /// <param name="value">The new count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException">The difference is out of range; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(long delta, out long value) => Update(new Subtract<long>(delta), out value) == SlotResult.Done;

    /// <summary>Adds to the count unless the sum exceeds a maximum or is out of range.</summary>
    /// <param name="max">The highest sum allowed.</param>
    /// <param name="delta">The number to add; may be negative.</param>
    /// <param name="value">The new count. If nothing was changed, the current count.</param>
    /// <returns>The result.</returns>
    public SlotResult TryAddUpTo(long max, long delta, out long value) =>
        Update(new AddBetween<long>(MinValue, Math.Min(max, MaxValue), delta), out value);

    /// <summary>Subtracts from the count unless the difference is below a minimum or out of range.</summary>
    /// <param name="min">The lowest difference allowed.</param>
    /// <param name="delta">The number to subtract; may be negative.</param>
    /// <param name="value">The new count. If nothing was changed, the current count.</param>
    /// <returns>The result.</returns>
    public SlotResult TrySubtractDownTo(long min, long delta, out long value) =>
        Update(new SubtractBetween<long>(Math.Max(min, MinValue), MaxValue, delta), out value);

    /// <summary>Subtracts what was added before. Never throws.</summary>
    /// <param name="delta">The number that was added.</param>
    /// <returns><see langword="false"/> if the slot is sealed, or the difference is out of range; nothing was changed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGiveBack(long delta) => TryAddUncontended(unchecked(-delta), out _) || TryGiveBackContended(delta);

    /// <summary>Raises the count to the candidate, unless the count is at least as high.</summary>
    /// <param name="candidate">The candidate for a new maximum.</param>
    /// <param name="value">The resulting count. If the slot is sealed, the final count.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException"><paramref name="candidate"/> is above <see cref="MaxValue"/>; nothing was changed.</exception>
    public bool TryRaise(long candidate, out long value) => Update(new Max<long>(candidate), out value) != SlotResult.Sealed;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(long value) => SealableWord.TrySealAt<long, SignedCountCodec>(ref _word, value);

    /// <inheritdoc/>
    /// <exception cref="OverflowException"><paramref name="value"/> is out of range; nothing was changed.</exception>
    public void Restore(long value) => Update(new Set<long>(value), out _);

    // What follows a first attempt is a method of its own, and returns its result by value: so the attempt stores nothing on the stack, which the atomic
    // instruction would wait for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private UpdateOutcome<long> TryAddContended(long delta)
    {
        SlotResult result = Update(new Add<long>(delta), out long value);
        return new(result, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGiveBackContended(long delta) => TrySubtractDownTo(MinValue, delta, out _) == SlotResult.Done;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SlotResult Update<TUpdate>(TUpdate update, out long value)
        where TUpdate : struct, IUpdate<long> =>
        SealableWord.Update<long, SignedCountCodec, TUpdate>(ref _word, update, out value);
}
