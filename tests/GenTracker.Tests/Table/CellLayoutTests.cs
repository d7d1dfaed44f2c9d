using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>
/// After a write to an array, a young collection scans the whole array if its elements hold references and other data. If they are references only, it scans
/// the written part (docs/decisions/0016).
/// </summary>
public class CellLayoutTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData(typeof(ProbingTable<StringKey, OrdinalKeyComparer>), null)]
    [InlineData(typeof(ProbingTable<StringKey, IgnoreCaseKeyComparer>), null)]
    [InlineData(typeof(ProbingTable<Version, DefaultKeyComparer<Version>>), null)]
    [InlineData(typeof(ProbingTable<long, DefaultKeyComparer<long>>), typeof(long))]
    [InlineData(typeof(ProbingTable<Guid, DefaultKeyComparer<Guid>>), typeof(Guid))]
    public void The_arrays_of_a_table_hold_references_alone_or_none(Type table, Type? keysOfTheirOwn)
    {
        Type[] elements = [.. ArraysOf(Activator.CreateInstance(table)!)];

        Assert.Equal([.. new[] { typeof(object), typeof(byte), keysOfTheirOwn, typeof(uint) }.OfType<Type>()], elements);
    }

    [Fact]
    public void A_key_of_a_reference_and_something_else_has_an_array_of_its_own() =>
        Assert.Contains(typeof((string, int)), ArraysOf(new ProbingTable<(string, int), DefaultKeyComparer<(string, int)>>()));

    [Theory]
    [InlineData(typeof(ProbingTable<StringKey, OrdinalKeyComparer>), 29)]
    [InlineData(typeof(ProbingTable<Version, DefaultKeyComparer<Version>>), 29)]
    [InlineData(typeof(ProbingTable<int, DefaultKeyComparer<int>>), 25)]
    [InlineData(typeof(ProbingTable<Guid, DefaultKeyComparer<Guid>>), 37)]
    public void A_cell_takes_three_references_a_hash_and_its_key(Type table, int bytes)
    {
        object cells = CellsOf(Activator.CreateInstance(table)!);

        int taken = cells.GetType().GetFields(Any).Select(field => field.GetValue(cells)).OfType<Array>().Sum(BytesOf);

        Assert.Equal(bytes, taken / Number(cells, "Length"));
    }

    [Fact]
    public void Low_bytes_of_hashes_have_tags_of_their_own()
    {
        byte[] tags = [.. Enumerable.Range(0, 256).Select(static part => HashTags.FromHash(0xABCD_EF00 | (uint)part))];

        Assert.Equal(254, tags.Distinct().Count());
        Assert.DoesNotContain(HashTags.Empty, tags);
        Assert.DoesNotContain(HashTags.Tombstone, tags);
    }

    [Fact]
    public void An_addition_copies_a_few_cells_and_never_all_of_them()
    {
        const int Few = 16;
        ProbingTable<long, DefaultKeyComparer<long>> table = new();
        List<int> steps = [];

        foreach (long key in Enumerable.Range(0, 10_000))
        {
            int before = Number(table, "_migrated");
            table.TryAdd(key, this);
            steps.Add(Number(table, "_migrated") - before);
        }

        Assert.Equal(Few, steps.Max());
    }

    [Fact]
    public void A_growing_table_has_fewer_than_three_cells_for_each_value()
    {
        const int Grown = 1_000;
        ProbingTable<long, DefaultKeyComparer<long>> table = new();
        List<double> cellsEach = [];

        for (var count = 1; count <= 30_000; count++)
        {
            table.TryAdd(count, this);
            cellsEach.Add((double)Number(CellsOf(table), "Length") / count);
        }

        Assert.InRange(cellsEach.Skip(Grown).Max(), 1.25, 3);
    }

    [Fact]
    public void Values_added_and_removed_in_a_table_with_free_cells_leave_no_tombstones()
    {
        ProbingTable<Colliding, DefaultKeyComparer<Colliding>> table = new();
        Colliding[] keys = [new(1), new(2), new(3), new(4)];
        object[] values = [.. keys];
        Assert.All(Enumerable.Range(0, keys.Length), i => Assert.True(table.TryAdd(keys[i], values[i])));

        // A value behind the tombstones is found. After its removal the tombstones before it are no longer needed.
        Assert.True(table.TryRemove(keys[1], values[1]));
        Assert.True(table.TryRemove(keys[2], values[2]));
        Assert.Same(values[3], table.Get(keys[3]));
        Assert.Equal(keys.Length, Number(table, "_occupied"));
        Assert.True(table.TryRemove(keys[3], values[3]));

        Assert.Equal(1, Number(table, "_occupied"));
        Assert.Same(values[0], table.Get(keys[0]));
    }

    private static int BytesOf(Array array) => array switch
    {
        byte[] => array.Length,
        uint[] or int[] => array.Length * sizeof(int),
        Guid[] => array.Length * 16,
        _ => array.Length * IntPtr.Size,
    };

    private static object CellsOf(object table) => table.GetType().GetField("_cells", Any)!.GetValue(table)!;

    private static int Number(object of, string field) => (int)of.GetType().GetField(field, Any)!.GetValue(of)!;

    /// <summary>Element types of the arrays of an empty table.</summary>
    private static IEnumerable<Type> ArraysOf(object table)
    {
        object cells = CellsOf(table);
        return cells.GetType().GetFields(Any).Select(field => field.GetValue(cells)).OfType<Array>().Select(static array => array.GetType().GetElementType()!);
    }
}
