using System.Collections.Generic;
using System.Linq;
using GenTracker.Indexes;
using GenTracker.Models;
using GenTracker.Slots;
using GenTracker.Testing;
using GroupedChild = GenTracker.Interleavings.Scenarios.Indexes.SlotChild<
    GenTracker.Indexes.IndexedSlot<string?, GenTracker.Slots.SeqLockSlot<string?>>>;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>A race on children that are found in groups.</summary>
/// <param name="first">The first child.</param>
/// <param name="second">The second child.</param>
/// <param name="order">The order in which they come into the index: A and B are the two children, and o is each of the others.</param>
/// <param name="callers">The calls.</param>
internal sealed class GroupRace(IndexedChildState first, IndexedChildState second, string order, params IndexCall[][] callers)
    : IndexRace(first, second, callers)
{
    private readonly int _others = order.Count(static child => child == 'o');
    private readonly GroupIndex<string?> _index = new(comparer: null);
    private readonly GroupedChild[] _children = [new(NameOf(0), new(default)), new(NameOf(1), new(default))];

    protected override IndexModel CreateModel() => new(isUnique: false, First, Second);

    protected override void Prepare()
    {
        foreach ((int place, char child) in order.Index())
        {
            switch (child)
            {
                case 'A':
                    Add(0, First);
                    break;
                case 'B':
                    Add(1, Second);
                    break;
                default:
                    var other = new GroupedChild($"other {place}", new(new SeqLockSlot<string?>(Values[1])));
                    other.Attach(_index, new Holder(place));
                    other.SetShown(true);
                    break;
            }
        }
    }

    protected override IReadOnlyList<object> Find(int value)
    {
        // The compiler copies the group, and must not trust its count: children come and go meanwhile.
        GroupedChild?[] copied = [.. new ChildGroup<GroupedChild>(_index.Find(Values[value]))];
        PromiseViolationException.Unless(!copied.Contains(null), "The copy of a group has gaps.");
        List<object> found = [.. copied.Select(static child => child!.Name)];
        PromiseViolationException.Unless(found.Distinct().Count() == found.Count, $"A child was found twice: {string.Join(", ", found)}.");
        int permanent = found.Count(static child => child is string name && name.StartsWith("other", System.StringComparison.Ordinal));
        PromiseViolationException.Unless(
            permanent == (value == 1 ? _others : 0), $"{permanent} of {_others} children were found that have the value throughout.");
        return found;
    }

    protected override int Call(IndexCall call)
    {
        ref IndexedSlot<string?, SeqLockSlot<string?>> slot = ref _children[call.Child].Slot;
        switch (call.Kind)
        {
            case IndexCallKind.Set:
                return slot.TrySet(Values[call.Value]) ? 1 : 0;
            case IndexCallKind.Exchange:
                return slot.TryExchange(Values[call.Value], out string? previous) ? System.Array.IndexOf(Values, previous) + 10 : 0;
            case IndexCallKind.Get:
                return System.Array.IndexOf(Values, slot.Value);
            case IndexCallKind.Attach:
                Attach(call.Child);
                return 1;
            case IndexCallKind.Seal:
                slot.Seal();
                return 1;
            default:
                _children[call.Child].SetShown(call.Kind == IndexCallKind.Show);
                return 1;
        }
    }

    protected override void CheckEnd()
    {
        for (int value = 0; value < Values.Length; value++)
        {
            var group = new ChildGroup<GroupedChild>(_index.Find(Values[value]));
            PromiseViolationException.Unless(group.Count == Find(value).Count, $"A group of {Find(value).Count} counts {group.Count}.");
        }
    }

    private void Add(int child, IndexedChildState state)
    {
        _children[child].Slot.TrySet(Values[state.Value]);
        if (state.IsAttached)
            Attach(child);
        _children[child].SetShown(state.IsShown);
    }

    private void Attach(int child) => _children[child].Attach(_index, new Holder(child));
}
