using System;
using System.Collections.Generic;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>Races on the table, with room left, and at the edge of a move to other cells, and in the middle of one.</summary>
internal static class TableRaces
{
    private const string A = TableRace.FirstKey;
    private const string B = TableRace.SecondKey;

    private static readonly TableCall[] Gets = [new(TableVerb.Get, A), new(TableVerb.Get, B), new(TableVerb.Get, A), new(TableVerb.Get, B)];

    private static readonly TableCall[] Finds = [new(TableVerb.Find, A), new(TableVerb.Find, B), new(TableVerb.Find, A), new(TableVerb.Find, B)];

    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> All()
    {
        foreach ((string where, int filled) in (IEnumerable<(string, int)>)[("room", 0), ("grow", 7), ("move", TableRace.FilledToMove)])
        {
            // In a large table an enumeration is so long that hardly any preemption would come anywhere else.
            bool enumerates = filled != TableRace.FilledToMove;
            yield return new($"table: get/remove, {where}", () => new TableRace(filled, enumerates, Gets, [new(TableVerb.Remove, A, 1), new(TableVerb.Add, A, 2), new(TableVerb.Add, B, 3)]));
            yield return new($"table: get/replace, {where}", () => new TableRace(filled, enumerates, Gets, [new(TableVerb.Replace, A, 1, 2), new(TableVerb.Remove, A, 2)], [new(TableVerb.Add, B, 3), new(TableVerb.Remove, B, 3), new(TableVerb.Add, B, 4)]));
            yield return new($"table: add/add, {where}", () => new TableRace(filled, enumerates, Gets, [new(TableVerb.Add, B, 3), new(TableVerb.Remove, A, 1)], [new(TableVerb.Add, B, 4), new(TableVerb.Add, A, 2)]));
            yield return new($"table: find/show, {where}", () => new TableRace(filled, enumerates, Finds, [new(TableVerb.Add, B, 3), new(TableVerb.Show, A, 1), new(TableVerb.Hide, A, 1), new(TableVerb.Show, B, 3), new(TableVerb.Remove, A, 1)]));
        }

        // One cell that goes from one to another, and who looks at it: few steps, so that each is met at every other.
        yield return new("table: get/again", () => new TableRace(0, enumerates: false, Gets, [new(TableVerb.Remove, A, 1), new(TableVerb.Add, A, 2), new(TableVerb.Replace, A, 2, 5)]));
        yield return new("table: find/another", () => new TableRace(0, enumerates: false, Finds, [new(TableVerb.Show, A, 1), new(TableVerb.Remove, A, 1), new(TableVerb.Add, B, 3), new(TableVerb.Show, B, 3), new(TableVerb.Remove, B, 3)]));
    }
}
