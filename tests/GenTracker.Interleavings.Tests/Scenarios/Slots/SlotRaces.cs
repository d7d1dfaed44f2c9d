using System;
using System.Collections.Generic;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>Every kind of slot in every race.</summary>
internal static class SlotRaces
{
    private static readonly SlotCall Read = new(SlotVerb.Read);
    private static readonly SlotCall Add = new(SlotVerb.Add, 1);
    private static readonly SlotCall UpTo = new(SlotVerb.AddUpTo, 1);
    private static readonly SlotCall Subtract = new(SlotVerb.Subtract, 1);
    private static readonly SlotCall Seal = new(SlotVerb.Seal);
    private static readonly SlotCall SealAtZero = new(SlotVerb.SealAt, 0);

    private static readonly Dictionary<string, SlotCall[][]> Programs = new()
    {
        ["count/seal"] = [[Add, Add], [Add, Read], [Seal, Read]],
        ["count/retire"] = [[Add, Subtract], [SealAtZero, Read], [Add]],
        ["bound/seal"] = [[UpTo, UpTo], [UpTo, Subtract], [Seal]],
        ["raise/seal"] = [[new(SlotVerb.Raise, 3), new(SlotVerb.Raise, 1)], [new(SlotVerb.Raise, 2), Add], [Seal, Read]],
    };

    private static readonly SlotCall[][] SetProgram = [[new(SlotVerb.Set, 5), Read], [new(SlotVerb.Set, 7), Read], [Read, Seal, Read]];

    /// <summary>Those on one word, which are lock-free: short enough to be explored completely.</summary>
    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> OfWords()
    {
        foreach ((string name, SlotCall[][] programs) in Programs)
        {
            yield return new("word slot: " + name, () => new SlotRace(Word(), programs));
            yield return new("counter slot: " + name, () => new SlotRace(Counter(), programs));
            yield return new("unsigned counter slot: " + name, () => new SlotRace(Unsigned(), programs));
        }

        yield return new("word slot: set/seal", static () => new SlotRace(Word(), SetProgram));
    }

    /// <summary>Those behind a gate, where one may have to wait for another.</summary>
    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> OfGates()
    {
        foreach ((string name, SlotCall[][] programs) in Programs)
            yield return new("seqlock slot: " + name, () => new SlotRace(SeqLock(), programs));
        yield return new("seqlock slot: set/seal", static () => new SlotRace(SeqLock(), SetProgram));
        yield return new("seqlock slot: three fields", static () => new SlotRace(SeqLockTriple(), SetProgram));
        yield return new("striped slot: count/seal", static () => new StripedRace());
    }

    private static Func<SlotCall, SlotAnswer> Word()
    {
        WordSlot<int> slot = default;
        return call =>
        {
            int value;
            int argument = (int)call.Argument;
            switch (call.Verb)
            {
                case SlotVerb.Set:
                    return SlotAnswer.Of(slot.TrySet(argument));
                case SlotVerb.Add:
                    return SlotAnswer.Of(slot.TryAdd(argument, out value), value);
                case SlotVerb.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(argument, out value), value);
                case SlotVerb.AddUpTo:
                    return new(slot.TryAddUpTo((int)SlotModel.Most, argument, out value), value);
                case SlotVerb.Raise:
                    return SlotAnswer.Of(slot.TryRaise(argument, out value), value);
                case SlotVerb.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotVerb.SealAt:
                    return SlotAnswer.Of(slot.TrySealAt(argument));
                default:
                    return SlotAnswer.Of(true, slot.Value);
            }
        };
    }

    private static Func<SlotCall, SlotAnswer> Counter()
    {
        CounterSlot slot = default;
        return call =>
        {
            long value;
            switch (call.Verb)
            {
                case SlotVerb.Add:
                    return SlotAnswer.Of(slot.TryAdd(call.Argument, out value), value);
                case SlotVerb.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(call.Argument, out value), value);
                case SlotVerb.AddUpTo:
                    return new(slot.TryAddUpTo(SlotModel.Most, call.Argument, out value), value);
                case SlotVerb.Raise:
                    return SlotAnswer.Of(slot.TryRaise(call.Argument, out value), value);
                case SlotVerb.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotVerb.SealAt:
                    return SlotAnswer.Of(slot.TrySealAt(call.Argument));
                default:
                    return SlotAnswer.Of(true, slot.Value);
            }
        };
    }

    private static Func<SlotCall, SlotAnswer> Unsigned()
    {
        UnsignedCounterSlot slot = default;
        return call =>
        {
            ulong value;
            ulong argument = (ulong)call.Argument;
            switch (call.Verb)
            {
                case SlotVerb.Add:
                    return SlotAnswer.Of(slot.TryAdd(argument, out value), (long)value);
                case SlotVerb.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(argument, out value), (long)value);
                case SlotVerb.AddUpTo:
                    return new(slot.TryAddUpTo((ulong)SlotModel.Most, argument, out value), (long)value);
                case SlotVerb.Raise:
                    return SlotAnswer.Of(slot.TryRaise(argument, out value), (long)value);
                case SlotVerb.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotVerb.SealAt:
                    return SlotAnswer.Of(slot.TrySealAt(argument));
                default:
                    return SlotAnswer.Of(true, (long)slot.Value);
            }
        };
    }

    private static Func<SlotCall, SlotAnswer> SeqLock()
    {
        SeqLockSlot<decimal> slot = default;
        return call =>
        {
            decimal value;
            switch (call.Verb)
            {
                case SlotVerb.Set:
                    return SlotAnswer.Of(slot.TrySet(call.Argument));
                case SlotVerb.Add:
                    return SlotAnswer.Of(slot.TryAdd(call.Argument, out value), (long)value);
                case SlotVerb.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(call.Argument, out value), (long)value);
                case SlotVerb.AddUpTo:
                    return new(slot.TryAddUpTo(SlotModel.Most, call.Argument, out value), (long)value);
                case SlotVerb.Raise:
                    return SlotAnswer.Of(slot.TryRaise(call.Argument, out value), (long)value);
                case SlotVerb.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotVerb.SealAt:
                    return SlotAnswer.Of(slot.TrySealAt(call.Argument));
                default:
                    return SlotAnswer.Of(true, (long)slot.Value);
            }
        };
    }

    private static Func<SlotCall, SlotAnswer> SeqLockTriple()
    {
        SeqLockSlot<Triple> slot = default;
        return call =>
        {
            switch (call.Verb)
            {
                case SlotVerb.Set:
                    return SlotAnswer.Of(slot.TrySet(new Triple(call.Argument)));
                case SlotVerb.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                default:
                    return SlotAnswer.Of(true, slot.Value.WholeValue);
            }
        };
    }
}
