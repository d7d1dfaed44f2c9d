using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>A table during a migration: some values are in both sets of cells and some in the previous ones only. No caller can tell.</summary>
public sealed class MigrationTests
{
    private const int Before = 300;

    private readonly ProbingTable<long, DefaultKeyComparer<long>> _table = new();
    private readonly Inside _inside;
    private readonly List<Item<long>> _items = [];
    private int _next;

    public MigrationTests()
    {
        _inside = new Inside(_table);
        AddUntil(() => _items.Count > Before && _inside.IsMigrating);
    }

    [Fact]
    public void All_are_found_and_listed_once()
    {
        Assert.All(_items, item => Assert.Same(item.Visible, _table.Find(item.Key)));
        Assert.All(_items, item => Assert.Same(item, _table.Get(item.Key)));
        Assert.Equal(_items, Listed());
        Assert.Equal(_items.Select(static item => item.Visible).Order(), _table.Visible.Cast<string>().Order());
    }

    [Fact]
    public void All_are_found_and_listed_once_after_the_migration()
    {
        FinishMigration();

        Assert.All(_items, item => Assert.Same(item.Visible, _table.Find(item.Key)));
        Assert.Equal(_items, Listed());
    }

    [Fact]
    public void A_hidden_object_is_hidden_at_once_and_after_the_migration()
    {
        foreach (Item<long> item in _items)
            _table.SetVisible(item.Key, item, null);

        Assert.All(_items, item => Assert.Null(_table.Find(item.Key)));
        Assert.Empty(_table.Visible);
        List<Item<long>> hidden = [.. _items];
        FinishMigration();
        Assert.All(hidden, item => Assert.Null(_table.Find(item.Key)));
        Assert.Equal(_items, Listed());
    }

    [Fact]
    public void A_replaced_value_is_replaced_at_once_and_after_the_migration()
    {
        Item<long>[] next = [.. _items.Select(static item => item with { Number = -1 })];
        foreach (Item<long> item in _items)
            _table.SetVisible(item.Key, item, null);

        Assert.All(_items.Zip(next), pair => Assert.True(_table.TryReplace(pair.First.Key, pair.Second, pair.First)));

        Assert.All(next, item => Assert.Same(item, _table.Get(item.Key)));
        Assert.Equal(next.Length, _table.Values.Count());
        FinishMigration();
        Assert.All(next, item => Assert.Same(item, _table.Get(item.Key)));
    }

    [Fact]
    public void A_removed_value_is_gone_at_once_and_after_the_migration()
    {
        List<Item<long>> gone = [.. _items.Where(static item => item.Number % 2 == 0)];
        Assert.All(gone, item => Assert.True(_table.TryRemove(item.Key, item)));
        _items.RemoveAll(gone.Contains);

        Assert.All(gone, item => Assert.Null(_table.Get(item.Key)));
        Assert.All(gone, item => Assert.False(_table.TryRemove(item.Key, item)));
        Assert.Equal(_items, Listed());
        FinishMigration();
        Assert.All(gone, item => Assert.Null(_table.Find(item.Key)));
        Assert.Equal(_items, Listed());
    }

    [Fact]
    public void A_removed_value_may_be_added_again_during_the_migration()
    {
        Assert.All(_items, item => Assert.True(_table.TryRemove(item.Key, item)));

        Assert.All(_items.Take(20), Add);

        Assert.Equal(_items.Take(20), Listed());
        Assert.All(_items.Take(20), item => Assert.Same(item.Visible, _table.Find(item.Key)));
    }

    [Fact]
    public void A_key_in_the_previous_cells_only_is_taken() =>
        Assert.All(_items, item => Assert.False(_table.TryAdd(item.Key, this)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150)]
    public void An_enumeration_yields_each_permanent_value_once_even_if_the_migration_ends(int toldBefore)
    {
        Item<long>[] there = [.. _items];
        using IEnumerator<object> told = _table.Values.GetEnumerator();
        List<object> list = [.. Next(told, toldBefore)];

        FinishMigration();
        AddUntil(() => _items.Count > 5 * Before);
        list.AddRange(Next(told, int.MaxValue));

        Assert.Equal(there, list.Cast<Item<long>>().Where(item => item.Number < there.Length).OrderBy(static item => item.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_enumeration_yields_nothing_that_was_removed_before_even_if_the_migration_ends(bool isHidden)
    {
        using IEnumerator<object> told = (isHidden ? _table.Visible : _table.Values).GetEnumerator();
        Assert.Single(Next(told, 1));

        FinishMigration();
        foreach (Item<long> item in _items)
            _table.SetVisible(item.Key, item, null);
        if (!isHidden)
            Assert.All(_items, item => Assert.True(_table.TryRemove(item.Key, item)));

        Assert.Empty(Next(told, int.MaxValue));
    }

    private static IEnumerable<object> Next(IEnumerator<object> told, int count)
    {
        for (var i = 0; i < count && told.MoveNext(); i++)
            yield return told.Current;
    }

    private IEnumerable<Item<long>> Listed() => _table.Values.Cast<Item<long>>().OrderBy(static item => item.Number);

    private void FinishMigration() => AddUntil(() => !_inside.IsMigrating);

    private void AddUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            _items.Add(new Item<long>(_next, _next));
            _next++;
            Add(_items[^1]);
        }
    }

    private void Add(Item<long> item)
    {
        Assert.True(_table.TryAdd(item.Key, item));
        _table.SetVisible(item.Key, item, item.Visible);
    }
}
