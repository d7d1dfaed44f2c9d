namespace GenTracker.Interleavings.Scenarios.Slots;

internal enum SlotCallKind
{
    Read,
    Set,
    Add,
    Subtract,
    AddUpTo,
    Raise,
    Seal,
    SealAt,
}
