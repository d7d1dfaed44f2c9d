namespace GenTracker.Interleavings.Scenarios.Slots;

internal enum SlotVerb
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
