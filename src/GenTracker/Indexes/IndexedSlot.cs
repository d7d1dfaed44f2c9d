using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>
/// The slot of an attribute by which children are found. It wraps the slot that the attribute would have without an index, and has the child's place in the
/// index. Reads take no lock. Writes take the lock of this attribute of this child, and keep the index.
/// </summary>
/// <remarks>A mutable struct: use it as a field and never copy it.</remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <typeparam name="TSlot">The slot without an index.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}")]
public struct IndexedSlot<T, TSlot> : ISettableSlot<T>, IIndexedSlot
    where TSlot : struct, ILockableSlot<T>
{
    private IndexedValue<T, TSlot, GroupMembership<T>> _value;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="slot">The slot without an index, with its initial value.</param>
    public IndexedSlot(TSlot slot) => _value = new(slot, default);

    /// <inheritdoc/>
    public T Value => _value.Value;

    readonly IKeyHolder? IIndexedSlot.Holder => _value.Holder;

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

    SlotResult ISettableSlot<T>.Update<TUpdate>(TUpdate update, out T value) => Update(update, out value);

    void IIndexedSlot.Attach(AttributeIndex index, object child, IKeyHolder holder) => _value.Attach(index, child, holder);

    void IIndexedSlot.Detach() => _value.Detach();

    void IIndexedSlot.SetShown(bool isShown) => _value.SetShown(isShown);

    void IIndexedSlot.Release() => _value.Release();

    bool IIndexedSlot.IsFoundAt(object place) => _value.IsFoundAt(place);

    readonly void IIndexedSlot.AwaitWrite() => _value.AwaitWrite();

    private SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T> =>
        _value.Update(update, out _, out value, out _);
}
