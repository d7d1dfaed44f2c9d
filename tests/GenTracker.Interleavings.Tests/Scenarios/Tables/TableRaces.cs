using System;
using System.Collections.Generic;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>Races on the table, with room left, and at the edge of a move to other cells, and in the middle of one.</summary>
internal static class TableRaces
{
    private const string A = TableRace.FirstKey;
    private const string B = TableRace.SecondKey;

    private static readonly TableCall[] Finds = [new(TableVerb.Find, A), new(TableVerb.Find, B), new(TableVerb.Find, A), new(TableVerb.Find, B)];

    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> All()
    {
        foreach ((string where, int filled) in (IEnumerable<(string, int)>)[("room", 0), ("grow", 7), ("move", TableRace.FilledToMove)])
        {
            yield return new($"table: find/remove, {where}", () => new TableRace(filled, Finds, [new(TableVerb.Remove, A, 1), new(TableVerb.Add, A, 2), new(TableVerb.Add, B, 1)]));
            yield return new($"table: find/replace, {where}", () => new TableRace(filled, Finds, [new(TableVerb.Replace, A, 1, 2), new(TableVerb.Remove, A, 2)], [new(TableVerb.Add, B, 1), new(TableVerb.Remove, B, 1), new(TableVerb.Add, B, 2)]));
            yield return new($"table: add/add, {where}", () => new TableRace(filled, Finds, [new(TableVerb.Add, B, 1), new(TableVerb.Remove, A, 1)], [new(TableVerb.Add, B, 2), new(TableVerb.Add, A, 2)]));
        }
    }
}
