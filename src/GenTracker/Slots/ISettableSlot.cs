using System;
using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>The slot of an attribute that can be set.</summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISettableSlot<T> : ISlot<T>
{
    /// <summary>Sets the value.</summary>
    /// <param name="value">The new value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    bool TrySet(T value);

    /// <summary>Sets the value and returns the one that it replaces, in one atomic operation.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="previous">The replaced value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    bool TryExchange(T value, out T previous);

    /// <summary>
    /// Sets the value to what a function makes of the current one, in one atomic operation. No lock is held while the function runs. If another writer was
    /// faster, the function is called again with the newer value. If it throws, nothing was changed.
    /// </summary>
    /// <param name="update">The function. A sealed slot does not call it.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    bool TryUpdate(Func<T, T> update, out T value);

    /// <inheritdoc cref="TryUpdate(Func{T, T}, out T)"/>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="update">The function. A sealed slot does not call it.</param>
    /// <param name="state">The second argument of the function.</param>
    /// <param name="value">The new value. If the slot is sealed, the final value.</param>
    bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value);

    /// <summary>Changes the value in one atomic operation.</summary>
    /// <typeparam name="TUpdate">The update's type.</typeparam>
    /// <param name="update">Computes the new value.</param>
    /// <param name="value">The new value. If nothing was changed, the current value.</param>
    /// <returns>The result.</returns>
    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T>;
}
