namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>One call on a slot.</summary>
internal readonly record struct SlotCall(SlotCallKind Kind, long Argument = 0);
