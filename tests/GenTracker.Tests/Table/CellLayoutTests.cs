using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>
/// A collection that follows a write to an array goes through all of it where its elements hold references and something else, and through the written part
/// where they hold references alone (docs/decisions/0016).
/// </summary>
public class CellLayoutTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData(typeof(ProbingTable<StringKey, OrdinalKeys>), null)]
    [InlineData(typeof(ProbingTable<StringKey, IgnoreCaseKeys>), null)]
    [InlineData(typeof(ProbingTable<Version, DefaultKeys<Version>>), null)]
    [InlineData(typeof(ProbingTable<long, DefaultKeys<long>>), typeof(long))]
    [InlineData(typeof(ProbingTable<Guid, DefaultKeys<Guid>>), typeof(Guid))]
    public void The_arrays_of_a_table_hold_references_alone_or_none(Type table, Type? keysOfTheirOwn)
    {
        Type[] elements = [.. ArraysOf(Activator.CreateInstance(table)!)];

        Assert.Equal([.. new[] { typeof(uint), keysOfTheirOwn, typeof(object) }.OfType<Type>()], elements);
    }

    [Fact]
    public void A_key_of_a_reference_and_something_else_has_an_array_of_its_own() =>
        Assert.Contains(typeof((string, int)), ArraysOf(new ProbingTable<(string, int), DefaultKeys<(string, int)>>()));

    [Fact]
    public void An_addition_copies_a_few_cells_and_never_all_of_them()
    {
        const int Few = 16;
        ProbingTable<long, DefaultKeys<long>> table = new();
        FieldInfo copied = table.GetType().GetField("_copied", Any)!;
        List<int> steps = [];

        foreach (long key in Enumerable.Range(0, 10_000))
        {
            int before = (int)copied.GetValue(table)!;
            table.TryAdd(key, this);
            steps.Add((int)copied.GetValue(table)! - before);
        }

        Assert.Equal(Few, steps.Max());
    }

    /// <summary>The elements of the arrays that an empty table has made: what a collection goes through.</summary>
    private static IEnumerable<Type> ArraysOf(object table)
    {
        object state = table.GetType().GetField("_state", Any)!.GetValue(table)!;
        object cells = state.GetType().GetField("Cells", Any)!.GetValue(state)!;
        return cells.GetType().GetFields(Any).Select(field => field.GetValue(cells)).OfType<Array>().Select(static array => array.GetType().GetElementType()!);
    }
}
