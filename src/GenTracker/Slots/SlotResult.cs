using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>Result of a conditional write.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SlotResult
{
    /// <summary>The value was changed.</summary>
    Done,

    /// <summary>The condition does not hold, so nothing was changed.</summary>
    Refused,

    /// <summary>The slot is sealed, so nothing was changed.</summary>
    Sealed,
}
