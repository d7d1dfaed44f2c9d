using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Indexes;
using GenTracker.Models;
using GenTracker.Slots;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>A race on children that hold unique values.</summary>
internal sealed class UniqueRace(IndexedChildState first, IndexedChildState second, params IndexCall[][] callers) : IndexRace(first, second, callers)
{
    private readonly UniqueIndex<string?> _index = new("Value", comparer: null);
    private readonly UniqueSlot<string?, SeqLockSlot<string?>>[] _slots = [new(default, survives: false), new(default, survives: false)];
    private readonly HashSet<IndexedValue> _sealed = [];
    private readonly Holder[] _holders = [new("first"), new("second")];

    /// <summary>Whether the second child waits to take over the key of the first one.</summary>
    public bool SharesHolder { get; init; }

    protected override IndexModel CreateModel() => new(isUnique: !SharesHolder, First, Second);

    protected override void Prepare()
    {
        foreach ((int child, IndexedChildState state) in new[] { First, Second }.Index())
        {
            _slots[child].TrySet(Values[state.Value]);
            if (state.IsAttached)
                Attach(child);
            _slots[child].Indexed.SetShown(state.IsShown);
        }
    }

    protected override IReadOnlyList<object> Find(int value) => _index.Find(Values[value]) is { } found ? [found] : [];

    protected override int Call(IndexCall call)
    {
        UniqueSlot<string?, SeqLockSlot<string?>> slot = _slots[call.Child];
        switch (call.Kind)
        {
            case IndexCallKind.Set or IndexCallKind.TrySet:
                return slot.TrySetIfFree(Values[call.Value]) switch
                {
                    SlotResult.Done => 1,
                    SlotResult.Refused => 2,
                    _ => 0,
                };
            case IndexCallKind.Exchange:
                try
                {
                    return slot.TryExchange(Values[call.Value], out string? previous) ? Array.IndexOf(Values, previous) + 10 : 0;
                }
                catch (AttributeValueTakenException)
                {
                    return 2;
                }

            case IndexCallKind.Get:
                return Array.IndexOf(Values, slot.Value);
            case IndexCallKind.Attach:
                try
                {
                    Attach(call.Child);
                    return 1;
                }
                catch (AttributeValueTakenException)
                {
                    return 2;
                }

            case IndexCallKind.Seal:
                slot.Seal();
                _sealed.Add(slot.Indexed);
                return 1;
            default:
                slot.Indexed.SetShown(call.Kind == IndexCallKind.Show);
                return 1;
        }
    }

    protected override void CheckEnd()
    {
        // Another key can take what nobody holds in the end, and nothing else.
        for (int value = 1; value < Values.Length; value++)
        {
            var late = new UniqueSlot<string?, SeqLockSlot<string?>>(new SeqLockSlot<string?>(Values[value]), survives: false);
            bool isHeld = _slots.Any(slot => slot.Value == Values[value] && slot.Indexed.Holder is not null && !_sealed.Contains(slot.Indexed));
            bool isTaken = false;
            try
            {
                late.Indexed.Attach(_index, "late", new Holder("late"));
            }
            catch (AttributeValueTakenException)
            {
                isTaken = true;
            }

            PromiseViolationException.Unless(isHeld == isTaken, $"{Values[value]} is {(isHeld ? "" : "not ")}held, and {(isTaken ? "" : "not ")}refused.");
        }
    }

    private void Attach(int child) => _slots[child].Indexed.Attach(_index, NameOf(child), _holders[SharesHolder ? 0 : child]);
}
