using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>The result, and the value if the call returns one.</summary>
internal readonly record struct SlotAnswer(SlotResult Result, long? Value = null)
{
    public static SlotAnswer Of(bool done, long? value = null) => new(done ? SlotResult.Done : SlotResult.Sealed, value);
}
