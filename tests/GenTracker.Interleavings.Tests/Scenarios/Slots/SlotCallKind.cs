namespace GenTracker.Interleavings.Scenarios.Slots;

internal enum SlotCallKind
{
    Read,
    Set,
    Exchange,
    Update,
    Add,
    Subtract,
    AddUpTo,
    SubtractDownTo,
    Raise,
    Seal,
    SealAt,
}
