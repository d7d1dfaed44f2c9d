using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>
/// Where one attribute is kept. Every slot is a mutable struct: use it as a field, never as a copy, for a copy is another slot. The
/// <see langword="default"/> of every slot is open and holds the default of <typeparamref name="T"/>. All members may be called by any
/// number of threads at once, and none allocates unless it says so.
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISlot<T>
{
    /// <summary>The present value, read whole and with acquire ordering; once the slot is sealed, the final one.</summary>
    T Value { get; }

    /// <summary>
    /// Closes the slot for ever. When it has returned, <see cref="Value"/> never changes again: it has every write that was reported as
    /// done, and none that was refused, on every processor architecture. Sealing a sealed slot does nothing.
    /// </summary>
    void Seal();

    /// <summary>
    /// Sets the value, whatever it was: for an incarnation that inherits and that nobody else has yet. A sealed slot ignores it.
    /// </summary>
    /// <param name="value">The value to begin with.</param>
    void Restore(T value);
}
