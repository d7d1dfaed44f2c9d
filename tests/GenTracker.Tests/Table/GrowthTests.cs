using System;
using System.Collections.Generic;
using System.Linq;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>When a table migrates, and to how many cells (docs/decisions/0017).</summary>
public sealed class GrowthTests
{
    private const int Values = 20_000;

    private readonly ProbingTable<long, DefaultKeyComparer<long>> _table = new();
    private readonly Inside _inside;

    public GrowthTests() => _inside = new Inside(_table);

    [Fact]
    public void A_table_is_never_fuller_than_four_fifths()
    {
        for (var count = 1; count <= Values; count++)
        {
            _table.TryAdd(count, this);
            Assert.True(_inside.Occupied * 5 <= _inside.Cells * 4, $"{_inside.Occupied} of {_inside.Cells} cells are occupied.");
        }
    }

    [Fact]
    public void A_table_migrates_when_one_more_value_would_exceed_four_fifths()
    {
        foreach ((int cells, int count) in CellsAtEachMigration())
            Assert.Equal(cells * 4 / 5, count);
    }

    [Fact]
    public void A_migration_takes_one_addition_for_each_sixteen_previous_cells()
    {
        const int CopiedByAnAddition = 16;

        foreach ((int cells, int count) in CellsAtEachMigration())
        {
            var additions = 1;
            for (; _inside.IsMigrating; additions++)
                _table.TryAdd(-count - additions, this);
            Assert.Equal((cells + CopiedByAnAddition - 1) / CopiedByAnAddition, additions);
        }
    }

    [Fact]
    public void The_new_cells_have_capacity_for_half_as_many_values_again()
    {
        (int Cells, int Count)[] moves = [.. CellsAtEachMigration()];

        Assert.All(moves.Zip(moves.Skip(1)), pair =>
        {
            int count = pair.First.Count;
            Assert.InRange(pair.Second.Cells, ((count + (count / 2) + 2) * 5 / 4) - 1, (count * 2.0) + 5);
        });
    }

    [Fact]
    public void A_table_full_of_tombstones_migrates_to_cells_for_its_values_and_new_ones()
    {
        const int Many = 600;
        ProbingTable<Placed, DefaultKeyComparer<Placed>> table = new();
        Inside inside = new(table);
        (int goes, int comes) = (Placed.CodeAt(2), Placed.CodeAt(70));
        List<object> values = AddUntil(table, goes, () => inside is { IsMigrating: false, Occupied: > Many });
        int cells = inside.Cells;
        Placed last = new(inside.Occupied - 1, goes);
        Assert.All(Enumerable.Range(0, last.Number), number => Assert.True(table.TryRemove(new Placed(number, goes), values[number])));
        Assert.Equal(last.Number + 1, inside.Occupied);

        AddUntil(table, comes, () => inside.IsMigrating);
        int moved = inside.Cells;
        AddUntil(table, comes, () => !inside.IsMigrating);

        Assert.InRange(moved, 16, cells / 2);
        Assert.True(inside.Occupied * 5 <= moved * 3, $"{inside.Occupied} of {moved} cells are occupied.");
        Assert.Same(values[^1], table.Get(last));
    }

    [Fact]
    public void A_small_table_keeps_sixteen_cells_however_often_it_migrates()
    {
        ProbingTable<Colliding, DefaultKeyComparer<Colliding>> table = new();
        Inside inside = new(table);
        List<int> cells = [];
        object previous = new();

        for (var number = 0; number < 200; number++)
        {
            object value = new();
            table.TryAdd(new(number), value);
            table.TryRemove(new Colliding(number - 1), previous);
            previous = value;
            cells.Add(inside.Cells);
        }

        Assert.Equal([16], cells.Distinct());
    }

    [Fact]
    public void A_table_counts_its_occupied_cells_and_leaves_no_tombstone_before_an_empty_one()
    {
        const int Keys = 400;
        Random random = new(7);
        object[] values = [.. Enumerable.Range(0, Keys).Select(static _ => new object())];

        for (var step = 0; step < 3_000; step++)
        {
            int key = random.Next(Keys);
            _ = random.Next(3) == 0 ? _table.TryAdd(key, values[key]) : _table.TryRemove(key, values[key]);
            string picture = _inside.Picture;
            int occupied = picture.Count(static cell => cell != '.');
            Assert.True(occupied == _inside.Occupied, $"Step {step}: the table counts {_inside.Occupied} occupied cells in {picture}.");
            Assert.DoesNotContain("x.", picture + picture[0], StringComparison.Ordinal);
        }
    }

    /// <summary>Number of cells and values at the start of each migration.</summary>
    private IEnumerable<(int Cells, int Count)> CellsAtEachMigration()
    {
        for (var count = 0; count < Values; count++)
        {
            bool moved = _inside.IsMigrating;
            int cells = _inside.Cells;
            _table.TryAdd(count, this);
            if (!moved && _inside.Cells != cells)
                yield return (cells, count);
        }
    }

    private static List<object> AddUntil(ProbingTable<Placed, DefaultKeyComparer<Placed>> table, int code, Func<bool> isDone)
    {
        List<object> values = [];
        while (!isDone())
        {
            values.Add(new object());
            table.TryAdd(new(values.Count - 1, code), values[^1]);
        }

        return values;
    }
}
