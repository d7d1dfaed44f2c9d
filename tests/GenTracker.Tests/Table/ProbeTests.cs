using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>Keys that share a probe: it wraps around at the end, and values in it are removed and added.</summary>
public sealed class ProbeTests
{
    private const int LastCell = 99;

    private readonly ChildTable<Placed, Item<Placed>, string> _table = ChildTables.Create<Placed, Item<Placed>, string>(null);
    private readonly Item<Placed>[] _items;

    public ProbeTests()
    {
        int code = Placed.CodeAt(LastCell);
        _items = [.. Enumerable.Range(0, 6).Select(number => new Item<Placed>(new(number, code), number))];
    }

    [Fact]
    public void A_probe_wraps_around_from_the_last_cell_to_the_first()
    {
        Assert.All(_items, Add);

        Assert.All(_items, item => Assert.Same(item.Visible, _table.Find(item.Key)));
        Assert.Equal(_items, _table.Values.OrderBy(static item => item.Number));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(5, 4, 3)]
    [InlineData(3, 5, 4)]
    [InlineData(0, 5, 1)]
    public void A_removed_value_does_not_hide_the_others_of_its_probe(int first, int second, int third)
    {
        Assert.All(_items, Add);
        List<Item<Placed>> left = [.. _items];

        foreach (int number in new[] { first, second, third })
        {
            Assert.True(_table.TryRemove(_items[number].Key, _items[number]));
            left.Remove(_items[number]);
            Assert.All(left, item => Assert.Same(item.Visible, _table.Find(item.Key)));
            Assert.Null(_table.Find(_items[number].Key));
        }
    }

    [Theory]
    [InlineData(0, 1, 2, 3, 4, 5)]
    [InlineData(5, 4, 3, 2, 1, 0)]
    [InlineData(5, 4, 3, 2, 0, 1)]
    [InlineData(0, 2, 4, 1, 3, 5)]
    public void All_cells_are_empty_after_all_values_are_removed_in_any_order(params int[] order)
    {
        ProbingTable<Placed, DefaultKeyComparer<Placed>> table = new();
        Assert.All(_items, item => Assert.True(table.TryAdd(item.Key, item)));

        Assert.All(order, number => Assert.True(table.TryRemove(_items[number].Key, _items[number])));

        Assert.Equal(new string('.', 16), new Inside(table).Picture);
    }

    [Fact]
    public void An_added_value_reuses_the_cell_of_a_removed_one()
    {
        ProbingTable<Placed, DefaultKeyComparer<Placed>> table = new();
        Assert.All(_items, item => Assert.True(table.TryAdd(item.Key, item)));
        string full = new Inside(table).Picture;

        Assert.True(table.TryRemove(_items[1].Key, _items[1]));
        Assert.True(table.TryAdd(_items[1].Key, _items[1]));

        Assert.Equal(full, new Inside(table).Picture);
    }

    [Fact]
    public void A_slow_reader_finds_a_value_that_was_present_when_it_started()
    {
        ChildTable<Hooked, Item<Hooked>, string> table = ChildTables.Create<Hooked, Item<Hooked>, string>(null);
        Item<Hooked> first = new(new(0, null), 0);
        Item<Hooked> second = new(new(1, null), 1);
        Assert.True(table.TryAdd(first.Key, first));
        Assert.True(table.TryAdd(second.Key, second));

        bool found = table.TryGet(new(1, () => Grow(table)), out Item<Hooked>? got);

        Assert.True(found);
        Assert.Same(second, got);
    }

    [Fact]
    public void A_reader_may_find_a_key_removed_during_the_comparison_and_the_next_reader_does_not()
    {
        ChildTable<Hooked, Item<Hooked>, string> table = ChildTables.Create<Hooked, Item<Hooked>, string>(null);
        Item<Hooked> item = new(new(0, null), 0);
        Assert.True(table.TryAdd(item.Key, item));

        table.TryGet(new(0, () => table.TryRemove(item.Key, item)), out _);

        Assert.False(table.TryGet(item.Key, out _));
        Assert.Empty(table.Values);
    }

    private static void Grow(ChildTable<Hooked, Item<Hooked>, string> table) =>
        Assert.All(Enumerable.Range(2, 50), number => table.TryAdd(new(number, null), new Item<Hooked>(new(number, null), number)));

    private void Add(Item<Placed> item)
    {
        Assert.True(_table.TryAdd(item.Key, item));
        _table.SetVisible(item.Key, item, item.Visible);
    }

    /// <summary>A key that collides with all others and runs an action when it is compared.</summary>
    private readonly struct Hooked(int number, Action? onComparison) : IEquatable<Hooked>
    {
        private readonly int _number = number;
        private readonly Action? _onComparison = onComparison;

        public bool Equals(Hooked other)
        {
            _onComparison?.Invoke();
            other._onComparison?.Invoke();
            return _number == other._number;
        }

        public override bool Equals(object? obj) => obj is Hooked other && Equals(other);

        public override int GetHashCode() => 42;
    }
}
