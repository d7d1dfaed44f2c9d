using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
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
    [InlineData(typeof(ProbingTable<StringKey, OrdinalKeys>))]
    [InlineData(typeof(ProbingTable<StringKey, IgnoreCaseKeys>))]
    [InlineData(typeof(ProbingTable<Version, DefaultKeys<Version>>))]
    [InlineData(typeof(ProbingTable<long, DefaultKeys<long>>))]
    [InlineData(typeof(ProbingTable<Guid, DefaultKeys<Guid>>))]
    public void The_arrays_of_a_table_hold_references_alone_or_none(Type table)
    {
        Type[] elements = [.. ArraysOf(Activator.CreateInstance(table)!)];

        Assert.Contains(elements, HoldsReferencesAlone);
        Assert.DoesNotContain(elements, static element => HoldsReferences(element) && !HoldsReferencesAlone(element));
    }

    [Fact]
    public void An_array_of_both_is_found_out() => Assert.True(HoldsReferences(typeof((object, int))) && !HoldsReferencesAlone(typeof((object, int))));

    /// <summary>The elements of the arrays that an empty table has made.</summary>
    private static IEnumerable<Type> ArraysOf(object table)
    {
        object state = table.GetType().GetField("_state", Any)!.GetValue(table)!;
        object cells = state.GetType().GetField("Cells", Any)!.GetValue(state)!;
        return cells.GetType().GetFields(Any).Select(field => field.GetValue(cells)).OfType<Array>().Select(static array => array.GetType().GetElementType()!);
    }

    private static bool HoldsReferences(Type type) =>
        (bool)typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static bool HoldsReferencesAlone(Type type) =>
        !type.IsValueType || (!type.IsPrimitive && type.GetFields(Any).All(static field => HoldsReferencesAlone(field.FieldType)));
}
