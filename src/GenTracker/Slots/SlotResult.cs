using System.ComponentModel;

namespace GenTracker.Slots;

/// <summary>What became of a write that has a condition.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SlotResult
{
    /// <summary>Done: the value is the new one.</summary>
    Done,

    /// <summary>The condition does not hold; nothing was changed.</summary>
    Refused,

    /// <summary>The slot is sealed; nothing was changed, and nothing will be.</summary>
    Sealed,
}
