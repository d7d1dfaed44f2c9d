using System;
using System.ComponentModel;
using System.Diagnostics;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>
/// The slot of an attribute whose values one child at most may hold. It wraps the slot that the attribute would have without an index. Make it by its
/// constructor: the default has no slot. Reads take no lock and do not allocate. Writes take the lock of this attribute of this child, and keep the index.
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <typeparam name="TSlot">The slot without an index.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}")]
public readonly struct UniqueSlot<T, TSlot> : ISettableSlot<T>
    where TSlot : struct, ISettableSlot<T>
{
    private readonly UniqueValue<T, TSlot> _value;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="slot">The slot without an index, with its initial value.</param>
    /// <param name="survives">Whether a restarted child inherits the value, so that nobody else may take it in between.</param>
    public UniqueSlot(TSlot slot, bool survives) => _value = new UniqueValue<T, TSlot>(slot, survives);

    /// <inheritdoc/>
    public T Value => _value.Value;

    /// <summary>The value and its place in the index.</summary>
    public IndexedValue Indexed => _value;

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TrySet(T value) => Update(new Set<T>(value), out _, out _);

    /// <summary>Sets the value, unless another child holds it.</summary>
    /// <param name="value">The new value.</param>
    /// <returns><see cref="SlotResult.Refused"/> if another child holds it; nothing was changed.</returns>
    public SlotResult TrySetIfFree(T value) => _value.Update(new Set<T>(value), out _, out _, out _);

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryExchange(T value, out T previous) => Update(new Set<T>(value), out previous, out _);

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryUpdate(Func<T, T> update, out T value) => Update(new Apply<T>(update), out _, out value);

    /// <inheritdoc/>
    /// <exception cref="AttributeValueTakenException">Another child holds the value; nothing was changed.</exception>
    public bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value) => Update(new Apply<T, TState>(update, state), out _, out value);

    /// <inheritdoc/>
    public void Seal() => _value.Seal();

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    private bool Update<TUpdate>(TUpdate update, out T previous, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        SlotResult result = _value.Update(update, out previous, out value, out ValueClaim? takenBy);
        return takenBy is null ? result == SlotResult.Done : throw takenBy.CreateTakenException(_value.Holder!);
    }
}
