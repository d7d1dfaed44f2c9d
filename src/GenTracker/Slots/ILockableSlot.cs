using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>A settable slot whose writers may all take one lock instead, if they have more to change with it.</summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILockableSlot<T> : ISettableSlot<T>
{
    /// <summary>
    /// Stores a value with plain stores. Readers need no lock. Only for the holder of a lock that all writers of the slot take; it is never sealed.
    /// </summary>
    internal void StoreLocked(T value);
}
