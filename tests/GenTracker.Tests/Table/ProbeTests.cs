using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>Keys that stand in each other's way: a run of cells, its end, and what goes and comes in it.</summary>
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
    public void A_run_of_cells_goes_on_from_the_last_cell_to_the_first()
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
    public void What_goes_leaves_the_others_of_its_run_where_they_are_found(int first, int second, int third)
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
    public void Where_all_have_gone_all_cells_are_empty_again_in_whatever_order_they_went(params int[] order)
    {
        ProbingTable<Placed, DefaultKeyComparer<Placed>> table = new();
        Assert.All(_items, item => Assert.True(table.TryAdd(item.Key, item)));

        Assert.All(order, number => Assert.True(table.TryRemove(_items[number].Key, _items[number])));

        Assert.Equal(new string('.', 16), new Inside(table).Picture);
    }

    [Fact]
    public void Who_comes_takes_the_place_of_one_who_has_gone()
    {
        ProbingTable<Placed, DefaultKeyComparer<Placed>> table = new();
        Assert.All(_items, item => Assert.True(table.TryAdd(item.Key, item)));
        string full = new Inside(table).Picture;

        Assert.True(table.TryRemove(_items[1].Key, _items[1]));
        Assert.True(table.TryAdd(_items[1].Key, _items[1]));

        Assert.Equal(full, new Inside(table).Picture);
    }

    [Fact]
    public void A_reader_that_was_overtaken_by_all_growth_finds_what_was_there_when_it_began()
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
    public void A_reader_that_compares_while_its_key_is_removed_finds_it_or_not_and_the_next_does_not()
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

    /// <summary>A key that collides with every other; something happens when it is compared.</summary>
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
