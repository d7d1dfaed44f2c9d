using System;
using GenTracker.Slots;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>A slot, where one call is made at a time.</summary>
internal sealed class SlotModel : ISequentialModel<(long Value, bool IsSealed), SlotCall, SlotAnswer>
{
    /// <summary>The bound of the calls that have one.</summary>
    public const long Most = 2;

    public (long Value, bool IsSealed) Initial => (0, false);

    public bool Explains((long Value, bool IsSealed) state, SlotCall asked, SlotAnswer answered, out (long Value, bool IsSealed) after)
    {
        long value = state.Value;
        SlotResult result = asked.Verb is not (SlotVerb.Read or SlotVerb.Seal) && state.IsSealed ? SlotResult.Sealed
            : asked.Verb == SlotVerb.AddUpTo && value + asked.Argument > Most ? SlotResult.Refused
            : asked.Verb == SlotVerb.SealAt && value != asked.Argument ? SlotResult.Sealed
            : SlotResult.Done;
        after = result != SlotResult.Done ? state : asked.Verb switch
        {
            SlotVerb.Set => (asked.Argument, false),
            SlotVerb.Add or SlotVerb.AddUpTo => (value + asked.Argument, false),
            SlotVerb.Subtract => (value - asked.Argument, false),
            SlotVerb.Raise => (Math.Max(value, asked.Argument), false),
            SlotVerb.Seal or SlotVerb.SealAt => (value, true),
            _ => state,
        };
        return answered.Result == result && (answered.Value ?? after.Value) == after.Value;
    }
}
