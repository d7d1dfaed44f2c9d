using System;
using System.ComponentModel;
using System.Diagnostics;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>
/// The slot of an attribute whose values one child at most may hold. It wraps the slot that the attribute would have without an index, and has the child's
/// claim to its value. Reads take no lock. Writes take the lock of this attribute of this child, and keep the index.
/// </summary>
/// <remarks>A mutable struct: use it as a field and never copy it.</remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <typeparam name="TSlot">The slot without an index.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}")]
public struct UniqueSlot<T, TSlot> : ISettableSlot<T>, IIndexedSlot
    where TSlot : struct, ILockableSlot<T>
{
    private IndexedValue<T, TSlot, ClaimMembership<T>> _value;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="slot">The slot without an index, with its initial value.</param>
    /// <param name="survives">Whether a restarted child inherits the value, so that nobody else may take it in between.</param>
    public UniqueSlot(TSlot slot, bool survives) => _value = new(slot, new(survives));

    /// <inheritdoc/>
    public T Value => _value.Value;

    readonly IKeyHolder? IIndexedSlot.Holder => _value.Holder;

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TrySet(T value) => Update(new Set<T>(value), out _, out _) == SlotResult.Done;

    /// <summary>Sets the value, unless another child holds it.</summary>
    /// <param name="value">The new value.</param>
    /// <returns><see cref="SlotResult.Refused"/> if another child holds it; nothing was changed.</returns>
    public SlotResult TrySetIfFree(T value) => _value.Update(new Set<T>(value), out _, out _, out _);

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryExchange(T value, out T previous) => Update(new Set<T>(value), out previous, out _) == SlotResult.Done;

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryUpdate(Func<T, T> update, out T value) => Update(new Apply<T>(update), out _, out value) == SlotResult.Done;

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value) =>
        Update(new Apply<T, TState>(update, state), out _, out value) == SlotResult.Done;

    /// <inheritdoc/>
    public void Seal() => _value.Seal();

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    SlotResult ISettableSlot<T>.Update<TUpdate>(TUpdate update, out T value) => Update(update, out _, out value);

    void IIndexedSlot.Attach(AttributeIndex index, object child, IKeyHolder holder) => _value.Attach(index, child, holder);

    void IIndexedSlot.Detach() => _value.Detach();

    void IIndexedSlot.SetShown(bool isShown) => _value.SetShown(isShown);

    void IIndexedSlot.Release() => _value.Release();

    bool IIndexedSlot.IsFoundAt(object place) => _value.IsFoundAt(place);

    readonly void IIndexedSlot.AwaitWrite() => _value.AwaitWrite();

    private SlotResult Update<TUpdate>(TUpdate update, out T previous, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        SlotResult result = _value.Update(update, out previous, out value, out ValueClaim? takenBy);
        return takenBy is null ? result : throw takenBy.CreateTakenException(_value.Holder!);
    }
}
