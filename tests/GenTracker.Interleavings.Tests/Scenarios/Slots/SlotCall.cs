namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>One call on a slot.</summary>
internal readonly record struct SlotCall(SlotVerb Verb, long Argument = 0);
