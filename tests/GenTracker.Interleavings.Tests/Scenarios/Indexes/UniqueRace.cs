using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Indexes;
using GenTracker.Models;
using GenTracker.Slots;
using GenTracker.Testing;
using UniqueChild = GenTracker.Interleavings.Scenarios.Indexes.SlotChild<
    GenTracker.Indexes.UniqueSlot<string?, GenTracker.Slots.SeqLockSlot<string?>>>;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>A race on children that hold unique values.</summary>
internal sealed class UniqueRace(IndexedChildState first, IndexedChildState second, params IndexCall[][] callers) : IndexRace(first, second, callers)
{
    private readonly UniqueIndex<string?> _index = new("Value", comparer: null);
    private readonly UniqueChild[] _children = [Create(NameOf(0), null), Create(NameOf(1), null)];
    private readonly HashSet<UniqueChild> _sealed = [];
    private readonly Holder[] _holders = [new("first"), new("second")];

    /// <summary>Whether the second child waits to take over the key of the first one.</summary>
    public bool SharesHolder { get; init; }

    protected override IndexModel CreateModel() => new(isUnique: !SharesHolder, First, Second);

    protected override void Prepare()
    {
        foreach ((int child, IndexedChildState state) in new[] { First, Second }.Index())
        {
            _children[child].Slot.TrySet(Values[state.Value]);
            if (state.IsAttached)
                Attach(child);
            _children[child].SetShown(state.IsShown);
        }
    }

    protected override IReadOnlyList<object> Find(int value) => _index.Find(Values[value]) is UniqueChild found ? [found.Name] : [];

    protected override int Call(IndexCall call)
    {
        ref UniqueSlot<string?, SeqLockSlot<string?>> slot = ref _children[call.Child].Slot;
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
                _sealed.Add(_children[call.Child]);
                return 1;
            default:
                _children[call.Child].SetShown(call.Kind == IndexCallKind.Show);
                return 1;
        }
    }

    protected override void CheckEnd()
    {
        // Another key can take what nobody holds in the end, and nothing else.
        for (int value = 1; value < Values.Length; value++)
        {
            UniqueChild late = Create("late", Values[value]);
            bool isHeld = _children.Any(child => child.Slot.Value == Values[value] && child.Holder is not null && !_sealed.Contains(child));
            bool isTaken = false;
            try
            {
                late.Attach(_index, new Holder("late"));
            }
            catch (AttributeValueTakenException)
            {
                isTaken = true;
            }

            PromiseViolationException.Unless(isHeld == isTaken, $"{Values[value]} is {(isHeld ? "" : "not ")}held, and {(isTaken ? "" : "not ")}refused.");
        }
    }

    private static UniqueChild Create(object name, string? value) => new(name, new(new SeqLockSlot<string?>(value), survives: false));

    private void Attach(int child) => _children[child].Attach(_index, _holders[SharesHolder ? 0 : child]);
}
