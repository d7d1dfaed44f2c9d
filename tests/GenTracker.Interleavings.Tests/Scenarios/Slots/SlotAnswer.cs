using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>What became of it, and the value that was given back, if one is.</summary>
internal readonly record struct SlotAnswer(SlotResult Result, long? Value = null)
{
    public static SlotAnswer Of(bool done, long? value = null) => new(done ? SlotResult.Done : SlotResult.Sealed, value);
}
