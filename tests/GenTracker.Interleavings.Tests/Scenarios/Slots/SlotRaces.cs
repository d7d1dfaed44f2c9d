using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using GenTracker.Indexes;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Slots;

/// <summary>Each kind of slot in each race.</summary>
internal static class SlotRaces
{
    private static readonly SlotCall Read = new(SlotCallKind.Read);
    private static readonly SlotCall Add = new(SlotCallKind.Add, 1);
    private static readonly SlotCall UpTo = new(SlotCallKind.AddUpTo, 1);
    private static readonly SlotCall DownTo = new(SlotCallKind.SubtractDownTo, 2);
    private static readonly SlotCall Update = new(SlotCallKind.Update);
    private static readonly SlotCall Subtract = new(SlotCallKind.Subtract, 1);
    private static readonly SlotCall Seal = new(SlotCallKind.Seal);
    private static readonly SlotCall SealAtZero = new(SlotCallKind.SealAt, 0);

    private static readonly Dictionary<string, SlotCall[][]> Programs = new()
    {
        ["increment/seal"] = [[Add], [Add, Read], [Seal, Read]],
        ["increment/retire"] = [[Add, Subtract], [SealAtZero, Read], [Add]],
        ["bound/seal"] = [[UpTo, UpTo], [UpTo, Subtract], [Seal]],
        ["floor/decrement"] = [[new(SlotCallKind.Add, 3), Subtract], [DownTo, DownTo], [Seal]],
        ["raise/seal"] = [[new(SlotCallKind.Raise, 3), new(SlotCallKind.Raise, 1)], [new(SlotCallKind.Raise, 2), Add], [Seal]],
    };

    private static readonly Dictionary<string, SlotCall[][]> SetPrograms = new()
    {
        ["set/seal"] = [[new(SlotCallKind.Set, 5), Read], [new(SlotCallKind.Set, 7), Read], [Read, Seal, Read]],
        ["update/set/seal"] = [[Update, Update], [new(SlotCallKind.Set, 5)], [Seal, Read]],
        ["exchange/exchange"] = [[new(SlotCallKind.Exchange, 5), new(SlotCallKind.Exchange, 6)], [new(SlotCallKind.Exchange, 7), Read], [Seal]],
    };

    /// <summary>Races on one word, which is lock-free: short enough to be explored completely.</summary>
    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> OfWords()
    {
        foreach ((string name, SlotCall[][] programs) in Programs)
        {
            yield return new("word slot: " + name, () => new SlotRace(Word(), programs));
            yield return new("counter slot: " + name, () => new SlotRace(Counter(), programs));
            yield return new("unsigned counter slot: " + name, () => new SlotRace(Unsigned(), programs));
        }

        foreach ((string name, SlotCall[][] programs) in SetPrograms)
            yield return new("word slot: " + name, () => new SlotRace(Word(), programs));
    }

    /// <summary>Races on seqlocks: one caller may have to wait for another.</summary>
    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> OfSeqLocks()
    {
        foreach ((string name, SlotCall[][] programs) in Programs)
            yield return new("seqlock slot: " + name, () => new SlotRace(SeqLock(), programs));
        foreach ((string name, SlotCall[][] programs) in SetPrograms)
            yield return new("seqlock slot: " + name, () => new SlotRace(SeqLock(), programs));
        yield return new("seqlock slot: three fields", static () => new SlotRace(ThreeFields(new SeqLockSlot<Triple>()), SetPrograms["set/seal"]));
        yield return new(
            "seqlock slot: three fields, exchange", static () => new SlotRace(ThreeFields(new SeqLockSlot<Triple>()), SetPrograms["exchange/exchange"]));
        foreach ((string name, SlotCall[][] programs) in Programs.Where(static program => program.Key != "increment/retire").Concat(SetPrograms))
        {
            yield return new("indexed slot: " + name, () => new SlotRace(
                Number(new StrongBox<IndexedSlot<decimal, SeqLockSlot<decimal>>>()), programs));
        }

        yield return new("indexed slot: three fields", static () => new SlotRace(
            ThreeFields(new IndexedSlot<Triple, SeqLockSlot<Triple>>(default)), SetPrograms["set/seal"]));
        yield return new("striped slot: increment/seal", static () => new StripedRace());
    }

    private static Func<SlotCall, SlotAnswer> Word()
    {
        WordSlot<int> slot = default;
        return call =>
        {
            int value;
            int argument = (int)call.Argument;
            switch (call.Kind)
            {
                case SlotCallKind.Set:
                    return SlotAnswer.Of(slot.TrySet(argument));
                case SlotCallKind.Add:
                    return SlotAnswer.Of(slot.TryAdd(argument, out value), value);
                case SlotCallKind.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(argument, out value), value);
                case SlotCallKind.AddUpTo:
                    return new(slot.TryAddUpTo((int)SlotModel.Max, argument, out value), value);
                case SlotCallKind.SubtractDownTo:
                    return new(slot.TrySubtractDownTo((int)SlotModel.Min, argument, out value), value);
                case SlotCallKind.Exchange:
                    return SlotAnswer.Of(slot.TryExchange(argument, out value), value);
                case SlotCallKind.Update:
                    return SlotAnswer.Of(slot.TryUpdate(static current => (int)SlotModel.Next(current), out value), value);
                case SlotCallKind.Raise:
                    return SlotAnswer.Of(slot.TryRaise(argument, out value), value);
                case SlotCallKind.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotCallKind.SealAt:
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
            switch (call.Kind)
            {
                case SlotCallKind.Add:
                    return SlotAnswer.Of(slot.TryAdd(call.Argument, out value), value);
                case SlotCallKind.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(call.Argument, out value), value);
                case SlotCallKind.AddUpTo:
                    return new(slot.TryAddUpTo(SlotModel.Max, call.Argument, out value), value);
                case SlotCallKind.SubtractDownTo:
                    return new(slot.TrySubtractDownTo(SlotModel.Min, call.Argument, out value), value);
                case SlotCallKind.Raise:
                    return SlotAnswer.Of(slot.TryRaise(call.Argument, out value), value);
                case SlotCallKind.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotCallKind.SealAt:
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
            switch (call.Kind)
            {
                case SlotCallKind.Add:
                    return SlotAnswer.Of(slot.TryAdd(argument, out value), (long)value);
                case SlotCallKind.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(argument, out value), (long)value);
                case SlotCallKind.AddUpTo:
                    return new(slot.TryAddUpTo((ulong)SlotModel.Max, argument, out value), (long)value);
                case SlotCallKind.SubtractDownTo:
                    return new(slot.TrySubtractDownTo((ulong)SlotModel.Min, argument, out value), (long)value);
                case SlotCallKind.Raise:
                    return SlotAnswer.Of(slot.TryRaise(argument, out value), (long)value);
                case SlotCallKind.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                case SlotCallKind.SealAt:
                    return SlotAnswer.Of(slot.TrySealAt(argument));
                default:
                    return SlotAnswer.Of(true, (long)slot.Value);
            }
        };
    }

    private static Func<SlotCall, SlotAnswer> SeqLock()
    {
        StrongBox<SeqLockSlot<decimal>> slot = new();
        Func<SlotCall, SlotAnswer> number = Number(slot);
        return call => call.Kind == SlotCallKind.SealAt ? SlotAnswer.Of(slot.Value.TrySealAt(call.Argument)) : number(call);
    }

    private static Func<SlotCall, SlotAnswer> Number<TSlot>(StrongBox<TSlot> box)
        where TSlot : struct, ISettableSlot<decimal> =>
        call =>
        {
            ref TSlot slot = ref box.Value;
            decimal argument = call.Argument;
            decimal value;
            switch (call.Kind)
            {
                case SlotCallKind.Set:
                    return SlotAnswer.Of(slot.TrySet(argument));
                case SlotCallKind.Add:
                    return SlotAnswer.Of(slot.TryAdd(argument, out value), (long)value);
                case SlotCallKind.Subtract:
                    return SlotAnswer.Of(slot.TrySubtract(argument, out value), (long)value);
                case SlotCallKind.AddUpTo:
                    return new(slot.TryAddUpTo(SlotModel.Max, argument, out value), (long)value);
                case SlotCallKind.SubtractDownTo:
                    return new(slot.TrySubtractDownTo(SlotModel.Min, argument, out value), (long)value);
                case SlotCallKind.Exchange:
                    return SlotAnswer.Of(slot.TryExchange(argument, out value), (long)value);
                case SlotCallKind.Update:
                    return SlotAnswer.Of(slot.TryUpdate(static current => SlotModel.Next((long)current), out value), (long)value);
                case SlotCallKind.Raise:
                    return SlotAnswer.Of(slot.TryRaise(argument, out value), (long)value);
                case SlotCallKind.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                default:
                    return SlotAnswer.Of(true, (long)slot.Value);
            }
        };

    private static Func<SlotCall, SlotAnswer> ThreeFields<TSlot>(TSlot slot)
        where TSlot : struct, ISettableSlot<Triple> =>
        call =>
        {
            switch (call.Kind)
            {
                case SlotCallKind.Set:
                    return SlotAnswer.Of(slot.TrySet(new Triple(call.Argument)));
                case SlotCallKind.Exchange:
                    return SlotAnswer.Of(slot.TryExchange(new Triple(call.Argument), out Triple previous), previous.WholeValue);
                case SlotCallKind.Seal:
                    slot.Seal();
                    return SlotAnswer.Of(true);
                default:
                    return SlotAnswer.Of(true, slot.Value.WholeValue);
            }
        };
}
