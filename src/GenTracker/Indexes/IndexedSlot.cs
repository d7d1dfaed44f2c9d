using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>
/// The slot of an attribute by which children are found. It wraps the slot that the attribute would have without an index. Make it by its constructor: the
/// default has no slot. Reads take no lock and do not allocate. Writes take the lock of this attribute of this child, and keep the index.
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <typeparam name="TSlot">The slot without an index.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}")]
public readonly struct IndexedSlot<T, TSlot> : ISettableSlot<T>
    where TSlot : struct, ISettableSlot<T>
{
    private readonly GroupedValue<T, TSlot> _value;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="slot">The slot without an index, with its initial value.</param>
    public IndexedSlot(TSlot slot) => _value = new GroupedValue<T, TSlot>(slot);

    /// <inheritdoc/>
    public T Value => _value.Value;

    /// <summary>The value and its place in the index.</summary>
    public IndexedValue Indexed => _value;

    /// <inheritdoc/>
    public bool TrySet(T value) => Update(new Set<T>(value), out _) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryExchange(T value, out T previous) => _value.Update(new Set<T>(value), out previous, out _, out _) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryUpdate(Func<T, T> update, out T value) => Update(new Apply<T>(update), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value) =>
        Update(new Apply<T, TState>(update, state), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public void Seal() => _value.Seal();

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T> =>
        _value.Update(update, out _, out value, out _);
}
