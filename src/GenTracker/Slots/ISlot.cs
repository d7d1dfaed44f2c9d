using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>
/// Stores one attribute. Every slot is a mutable struct: use it as a field and never copy it, because a copy is another slot. The
/// <see langword="default"/> of every slot is open and holds the default of <typeparamref name="T"/>. All members are thread-safe. None allocates
/// unless it says so.
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISlot<T>
{
    /// <summary>The current value, never torn and read with acquire ordering. If the slot is sealed, the final value.</summary>
    T Value { get; }

    /// <summary>
    /// Closes the slot for ever. Once this method has returned, <see cref="Value"/> never changes. It contains every write that was reported as done and
    /// no write that was refused, on every processor architecture. To seal a sealed slot does nothing.
    /// </summary>
    void Seal();

    /// <summary>Sets the initial value of an incarnation that no other thread knows yet. A sealed slot ignores it.</summary>
    /// <param name="value">The initial value.</param>
    void Restore(T value);
}
