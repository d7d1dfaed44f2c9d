using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Runtime;
using GenTracker.Slots;
using GenTracker.Testing;
using Xunit;
using GroupedChild = GenTracker.Interleavings.Scenarios.Indexes.SlotChild<
    GenTracker.Indexes.IndexedSlot<string?, GenTracker.Slots.SeqLockSlot<string?>>>;

namespace GenTracker.Interleavings;

/// <summary>
/// What a write of an attribute with an index costs, in atomic instructions. They are most of what it costs beside the memory that it waits for.
/// </summary>
public class IndexedSetCostTests
{
    [Theory]
    [InlineData("y", 3)] // the lock of the slot, and those of two groups
    [InlineData("x", 1)] // the lock of the slot
    public void A_set_of_an_attribute_with_an_index_takes_so_many_atomic_instructions_and_no_lock(string value, int expected)
    {
        OneSet? set = null;
        new Exploration("one set", () => set = new OneSet(value)).Exhaust(preemptions: 0).ThrowIfBroken();

        string[] atomic = [.. set!.Steps.Where(static step => !IsRead(step) && step != "write")];
        Assert.Equal(Enumerable.Repeat("compare-exchange", expected), atomic);
    }

    [Fact]
    public void An_enumeration_of_a_group_takes_three_reads_of_each_entry_and_none_of_a_child()
    {
        // What each group costs: its table's cell, its newest number, and its chunks.
        int small = CountReads(children: 2);
        int large = CountReads(children: 4);

        int ofTwo = large - small;
        Assert.True(ofTwo <= (2 * 3) + 1, $"Two more children, in one more chunk, take {ofTwo} reads.");
    }

    private static bool IsRead(string step) => step.StartsWith("read", StringComparison.Ordinal);

    private static int CountReads(int children)
    {
        OneEnumeration? enumeration = null;
        new Exploration("one enumeration", () => enumeration = new OneEnumeration(children)).Exhaust(preemptions: 0).ThrowIfBroken();
        Assert.Equal(children, enumeration!.Found);
        Assert.All(enumeration.Steps, static step => Assert.True(IsRead(step), step));
        return enumeration.Steps.Count;
    }

    private abstract class IndexScenario : Scenario
    {
        protected GroupIndex<string?> Index { get; } = new(comparer: null);

        public List<string> Steps { get; } = [];

        protected GroupedChild Add(string value)
        {
            var child = new GroupedChild(value, new(new SeqLockSlot<string?>(value)));
            child.Attach(Index, new Holder());
            child.SetShown(true);
            return child;
        }

        protected abstract void Act();

        protected abstract void Prepare();

        public override void Begin(Schedule schedule)
        {
            Prepare();
            schedule.Start("caller", () =>
            {
                schedule.Stepping = Steps.Add;
                Act();
                schedule.Stepping = null;
                return Task.CompletedTask;
            });
        }
    }

    private sealed class OneSet(string value) : IndexScenario
    {
        private GroupedChild? _child;

        protected override void Prepare()
        {
            Add("x");
            Add("y");
            _child = Add("x");
        }

        protected override void Act() => _child!.Slot.TrySet(value);
    }

    private sealed class OneEnumeration(int children) : IndexScenario
    {
        public int Found { get; private set; }

        protected override void Prepare()
        {
            for (int i = 0; i < children; i++)
                Add("x");
        }

        protected override void Act()
        {
            foreach (GroupedChild _ in new ChildGroup<GroupedChild>(Index.Find("x")))
                Found++;
        }
    }

    private sealed class Holder : IKeyHolder
    {
        public string TrackerName => "Costs";

        public object KeyObject => this;
    }
}
