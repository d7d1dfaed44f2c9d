using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>A slot that can be sealed at a given value, so that an idle child ends without a race against the next user.</summary>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRetirableSlot<T> : ISlot<T>
{
    /// <summary>
    /// Seals the slot if it is open and holds <paramref name="value"/>, in one atomic operation: no write comes between the comparison
    /// and the seal. Values are compared as <see cref="System.Collections.Generic.EqualityComparer{T}.Default"/> does, so that 0.0 is
    /// -0.0 and NaN is NaN.
    /// </summary>
    /// <param name="value">The value to seal at.</param>
    /// <returns>Whether this call sealed the slot; false where it holds another value or was sealed before.</returns>
    bool TrySealAt(T value);
}
