using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>
/// The slot of a type of 1, 2 or 4 bytes: <see cref="bool"/>, <see cref="char"/>, integers up to 32 bits, <see cref="float"/>,
/// <see cref="System.Half"/>, enums over them.
/// </summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open and holds the default value.</para>
/// <para>
/// One word of 64 bits holds the value in its high half and the seal in its lowest bit. A read is one load and a shift, and never
/// waits; a write is one compare-exchange, repeated where another writer was faster. Lock-free: a thread that is stopped anywhere
/// stops nobody else. Value and seal meet in that one word, so sealing is exact on every architecture without further barriers.
/// </para>
/// <para>Numbers are counted with <see cref="SlotArithmetic"/>.</para>
/// </remarks>
/// <typeparam name="T">The attribute's type. One of another size throws <see cref="System.NotSupportedException"/> on every use.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WordSlot<T> : IRetirableSlot<T>
    where T : unmanaged
{
    private long _word;

    /// <summary>An open slot.</summary>
    /// <param name="initial">The value that it holds at first.</param>
    public WordSlot(T initial) => _word = HighHalf<T>.Encode(initial);

    /// <inheritdoc/>
    public readonly T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HighHalf<T>.Decode(Volatile.Read(in _word));
    }

    /// <summary>Sets the value.</summary>
    /// <param name="value">The new value.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySet(T value) => Update(new Set<T>(value), out _) == SlotResult.Done;

    /// <inheritdoc/>
    public void Seal() => SealableWord.Seal(ref _word);

    /// <inheritdoc/>
    public bool TrySealAt(T value) => SealableWord.TrySealAt<T, HighHalf<T>>(ref _word, value);

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T> =>
        SealableWord.Update<T, HighHalf<T>, TUpdate>(ref _word, update, out value);
}
