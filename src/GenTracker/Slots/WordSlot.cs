using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Slots.Codecs;

namespace GenTracker.Slots;

/// <summary>
/// The slot of a type of 1, 2 or 4 bytes: <see cref="bool"/>, <see cref="char"/>, integers up to 32 bits, <see cref="float"/>,
/// <see cref="System.Half"/>, and enums over them.
/// </summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds the default value.</para>
/// <para>
/// One 64-bit word holds the value in its upper half and the seal in its lowest bit. A read is one load and a shift, and never waits. A write is one
/// compare-exchange, repeated if another writer was faster. The slot is lock-free: a thread that is stopped at any point delays no other thread. Value
/// and seal are in one word, so the seal is exact on every architecture without a barrier.
/// </para>
/// <para><see cref="SlotArithmetic"/> increments and decrements numbers.</para>
/// </remarks>
/// <typeparam name="T">The attribute's type. If it has another size, every use throws <see cref="System.NotSupportedException"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}, sealed: {(_word & 1) != 0}")]
public struct WordSlot<T> : ILockableSlot<T>, IRetirableSlot<T>
    where T : unmanaged
{
    private long _word;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="initial">The initial value.</param>
    public WordSlot(T initial) => _word = UpperHalfCodec<T>.Encode(initial);

    /// <inheritdoc/>
    public readonly T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => UpperHalfCodec<T>.Decode(Volatile.Read(in _word));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySet(T value) => Update(new Set<T>(value), out _) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryExchange(T value, out T previous) => SealableWord.TryExchange<T, UpperHalfCodec<T>>(ref _word, value, out previous);

    /// <inheritdoc/>
    public bool TryUpdate(Func<T, T> update, out T value) => Update(new Apply<T>(update), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value) =>
        Update(new Apply<T, TState>(update, state), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(T value) => SealableWord.TrySealAt<T, UpperHalfCodec<T>>(ref _word, value);

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    void ILockableSlot<T>.StoreLocked(T value) => Volatile.Write(ref _word, UpperHalfCodec<T>.Encode(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    SlotResult ISettableSlot<T>.Update<TUpdate>(TUpdate update, out T value) => Update(update, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T> =>
        SealableWord.Update<T, UpperHalfCodec<T>, TUpdate>(ref _word, update, out value);
}
