using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>A slot that can be sealed at a given value, so that an idle child ends without a race against its next user.</summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRetirableSlot<T> : ISlot<T>
{
    /// <summary>
    /// Seals the slot if it is open and holds <paramref name="value"/>, in one atomic operation: no write comes between the comparison and the seal.
    /// Values are compared by <see cref="System.Collections.Generic.EqualityComparer{T}.Default"/>, so 0.0 equals -0.0 and NaN equals NaN.
    /// </summary>
    /// <param name="value">The value to seal at.</param>
    /// <returns>Whether this call sealed the slot. <see langword="false"/> if the slot holds another value or was sealed before.</returns>
    bool TrySealAt(T value);
}
