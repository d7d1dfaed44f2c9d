using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only signed 64-bit number: a counter that holds -2^62 to 2^62 - 1.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds 0.</para>
/// <para>
/// One word of 64 bits holds the count above the seal, its lowest bit. A read is one load and a shift, and never waits; a count is one
/// compare-exchange, repeated where another writer was faster. Lock-free: a thread that is stopped anywhere stops nobody else. Count
/// and seal meet in that one word, so sealing is exact on every architecture without further barriers.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CounterSlot : IRetirableSlot<long>
{
    /// <summary>The lowest count, -2^62.</summary>
    public const long MinValue = SignedCount.Min;

    /// <summary>The highest count, 2^62 - 1.</summary>
    public const long MaxValue = SignedCount.Max;

    private long _word;

    /// <summary>An open slot.</summary>
    /// <param name="initial">The count that it begins with.</param>
    /// <exception cref="OverflowException"><paramref name="initial"/> is out of range.</exception>
    public CounterSlot(long initial) => _word = SignedCount.Encode(initial);

    /// <inheritdoc/>
    public readonly long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SignedCount.Decode(Volatile.Read(in _word));
    }

    /// <summary>Adds.</summary>
    /// <param name="delta">What to add; may be negative.</param>
    /// <param name="value">The new count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException">The sum is out of range; nothing was changed.</exception>
    /// <remarks>
    /// The sum of a count of 63 bits and any delta of 64 that wraps around comes to lie outside the 63 bits, always. So looking at the
    /// range of the sum is enough here, and for the difference too.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(long delta, out long value) => TryAddUncontended(delta, out value) || Update(new Add<long>(delta), out value) == SlotResult.Done;

    /// <summary>Adds in one attempt: false, and nothing changed, if another thread wrote meanwhile, if the slot is sealed or if the sum is out of range.</summary>
    /// <param name="delta">What to add; may be negative.</param>
    /// <param name="value">The new count, if it was added.</param>
    /// <returns>Whether it was added.</returns>
    /// <remarks>
    /// All checks look at the new word, before the exchange, and the old word is computed again from the new one afterwards. So no value has to outlive the locked
    /// instruction: nothing is stored on the stack, which the instruction would wait for, and no register has to be saved.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAddUncontended(long delta, out long value)
    {
        long word = Volatile.Read(ref _word);
        long step = delta << 1;
        long next = unchecked(word + step);
        value = next >> 1;

        // The sum overflows if it has another sign than both of its parts, and the doubled delta if it has another sign than the delta. The last bit is the seal.
        if ((((word ^ next) & (step ^ next)) | (delta ^ step)) < 0 || (next & 1) != 0)
            return false;
        return Interlocked.CompareExchange(ref _word, next, word) == unchecked(next - step);
    }

    /// <summary>Subtracts.</summary>
    /// <param name="delta">What to subtract; may be negative.</param>
    /// <param name="value">The new count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException">The difference is out of range; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(long delta, out long value) => Update(new Subtract<long>(delta), out value) == SlotResult.Done;

    /// <summary>Adds unless the sum would be above a bound or out of range.</summary>
    /// <param name="max">The highest count that this call may leave behind.</param>
    /// <param name="delta">What to add; may be negative.</param>
    /// <param name="value">The new count; the present one where nothing was changed.</param>
    /// <returns>What became of it.</returns>
    public SlotResult TryAddUpTo(long max, long delta, out long value) =>
        Update(new AddBetween<long>(MinValue, Math.Min(max, MaxValue), delta), out value);

    /// <summary>Raises the count to the candidate, unless it is as high already.</summary>
    /// <param name="candidate">The count that may be a new highest one.</param>
    /// <param name="value">The resulting count; the final one where the slot is sealed.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException"><paramref name="candidate"/> is above <see cref="MaxValue"/>; nothing was changed.</exception>
    public bool TryRaise(long candidate, out long value) => Update(new Raise<long>(candidate), out value) != SlotResult.Sealed;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(long value) => SealableWord.TrySealAt<long, SignedCount>(ref _word, value);

    /// <inheritdoc/>
    /// <exception cref="OverflowException"><paramref name="value"/> is out of range; nothing was changed.</exception>
    public void Restore(long value) => Update(new Set<long>(value), out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SlotResult Update<TUpdate>(TUpdate update, out long value)
        where TUpdate : struct, IUpdate<long> =>
        SealableWord.Update<long, SignedCount, TUpdate>(ref _word, update, out value);
}
