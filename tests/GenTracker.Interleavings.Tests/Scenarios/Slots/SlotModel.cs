using System;
using GenTracker.Slots;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>A slot that takes one call at a time.</summary>
internal sealed class SlotModel : ISequentialModel<(long Value, bool IsSealed), SlotCall, SlotAnswer>
{
    /// <summary>The bound of bounded increments.</summary>
    public const long Max = 2;

    /// <summary>The bound of bounded decrements.</summary>
    public const long Min = 0;

    public (long Value, bool IsSealed) Initial => (0, false);

    public bool Explains((long Value, bool IsSealed) state, SlotCall asked, SlotAnswer answered, out (long Value, bool IsSealed) after)
    {
        long value = state.Value;
        SlotResult result = asked.Kind is not (SlotCallKind.Read or SlotCallKind.Seal) && state.IsSealed ? SlotResult.Sealed
            : asked.Kind == SlotCallKind.AddUpTo && value + asked.Argument > Max ? SlotResult.Refused
            : asked.Kind == SlotCallKind.SubtractDownTo && value - asked.Argument < Min ? SlotResult.Refused
            : asked.Kind == SlotCallKind.SealAt && value != asked.Argument ? SlotResult.Sealed
            : SlotResult.Done;
        after = result != SlotResult.Done ? state : asked.Kind switch
        {
            SlotCallKind.Set or SlotCallKind.Exchange => (asked.Argument, false),
            SlotCallKind.Update => (Next(value), false),
            SlotCallKind.Add or SlotCallKind.AddUpTo => (value + asked.Argument, false),
            SlotCallKind.Subtract or SlotCallKind.SubtractDownTo => (value - asked.Argument, false),
            SlotCallKind.Raise => (Math.Max(value, asked.Argument), false),
            SlotCallKind.Seal or SlotCallKind.SealAt => (value, true),
            _ => state,
        };
        long returned = asked.Kind == SlotCallKind.Exchange ? value : after.Value;
        return answered.Result == result && (answered.Value ?? returned) == returned;
    }

    /// <summary>What an update makes of a value. It is no sum, so that it shows in which order writes came.</summary>
    public static long Next(long value) => (2 * value) + 1;
}
