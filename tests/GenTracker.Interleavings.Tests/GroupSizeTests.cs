using System;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Interleavings.Scenarios.Indexes;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Testing;
using Xunit;

namespace GenTracker.Interleavings;

/// <summary>
/// What a group costs does not depend on its size, and all hash codes may be equal: adding, moving and removing a child take the same steps, which are atomic
/// operations, volatile reads and locks, and as many calls of the values' code.
/// </summary>
public class GroupSizeTests
{
    [Fact]
    public void A_child_enters_leaves_and_ends_in_a_group_of_ten_thousand_in_the_steps_of_a_group_of_a_hundred()
    {
        (long Steps, int Hashes, int Comparisons) small = Measure(100);
        (long Steps, int Hashes, int Comparisons) large = Measure(10_000);

        Assert.True(small is { Steps: > 0, Hashes: > 0, Comparisons: > 0 }, $"Nothing was counted: {small}.");
        Assert.Equal(small, large);
    }

    private static (long Steps, int Hashes, int Comparisons) Measure(int size)
    {
        GrowingGroup? scenario = null;
        ExplorationResult result = new Exploration("group", () => scenario = new GrowingGroup(size)).Exhaust(preemptions: 0);
        result.ThrowIfBroken();
        Assert.Equal(1, result.Schedules);
        return (result.Steps, scenario!.Calls.Hashes, scenario.Calls.Comparisons);
    }

    /// <summary>One caller adds a child to a group, moves it to another one and back, and ends it.</summary>
    private sealed class GrowingGroup(int size) : Scenario
    {
        private readonly GroupIndex<Value?> _index = new(comparer: null);

        public CallCounts Calls { get; } = new();

        public override void Begin(Schedule schedule)
        {
            // Before the caller: these are no steps.
            for (int i = 0; i < size; i++)
                Add("group");
            Add("other");
            Calls.Reset();
            schedule.Start("caller", () =>
            {
                SlotChild<IndexedSlot<Value?, SeqLockSlot<Value?>>> child = Add("group");
                child.Slot.TrySet(new Value("other", Calls));
                child.Slot.TrySet(new Value("group", Calls));
                child.SetShown(false);
                child.Slot.Seal();
                return Task.CompletedTask;
            });
        }

        public override void Check()
        {
            var group = new ChildGroup<SlotChild<IndexedSlot<Value?, SeqLockSlot<Value?>>>>(_index.Find(new Value("group", new CallCounts())));
            PromiseViolationException.Unless(group.Count == size, "The count is wrong.");
        }

        private SlotChild<IndexedSlot<Value?, SeqLockSlot<Value?>>> Add(string value)
        {
            var child = new SlotChild<IndexedSlot<Value?, SeqLockSlot<Value?>>>(value, new(new SeqLockSlot<Value?>(new Value(value, Calls))));
            child.Attach(_index, new Holder());
            child.SetShown(true);
            return child;
        }
    }

    private sealed class CallCounts
    {
        public int Hashes { get; set; }

        public int Comparisons { get; set; }

        public void Reset() => Hashes = Comparisons = 0;
    }

    private sealed class Value(string text, CallCounts calls) : IEquatable<Value>
    {
        private string Text => text;

        public bool Equals(Value? other)
        {
            calls.Comparisons++;
            return Text == other?.Text;
        }

        public override bool Equals(object? obj) => Equals(obj as Value);

        public override int GetHashCode()
        {
            calls.Hashes++;
            return 1;
        }
    }

    private sealed class Holder : IKeyHolder
    {
        public string TrackerName => "Groups";

        public object KeyObject => this;
    }
}
