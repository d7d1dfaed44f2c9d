using System;
using System.Collections.Generic;
using GenTracker.Testing;
using static GenTracker.Interleavings.Scenarios.Tables.TableCallKind;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>Races on a table that has room, is about to grow, or is migrating to other cells.</summary>
internal static class TableRaces
{
    private const TableKey A = TableKey.First;
    private const TableKey B = TableKey.Second;

    // Twelve of sixteen cells are taken: the next addition starts a migration.
    private const int OthersBeforeGrowth = 10;

    // A migration is under way. The next addition copies the keys that begin with the other character.
    private const int OthersInMigration = 31;
    private const char StartInMigration = 'w';

    // Its hash belongs to the last of sixteen cells: keys with it continue in the first ones.
    private const char StartOfLastCell = 'n';

    private static readonly TableCall[] Gets = [new(Get, A), new(Get, B), new(Get, A), new(Get, B)];
    private static readonly TableCall[] Finds = [new(Find, A), new(Find, B), new(Find, A), new(Find, B)];
    private static readonly TableCall[] Removes = [new(Remove, A, 1), new(Add, A, 2), new(Add, B, 3)];
    private static readonly TableCall[] Replaces = [new(Replace, A, 1, 2), new(Remove, A, 2)];
    private static readonly TableCall[] Repeats = [new(Add, B, 3), new(Remove, B, 3), new(Add, B, 4)];
    private static readonly TableCall[] Shows = [new(Show, A, 1), new(Add, B, 3), new(Hide, A, 1), new(Show, B, 3), new(Remove, A, 1)];

    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> All()
    {
        foreach ((string where, char start, int others) in (IEnumerable<(string, char, int)>)
            [("room", 'h', 0), ("grow", 'h', OthersBeforeGrowth), ("migrate", StartInMigration, OthersInMigration), ("wrap", StartOfLastCell, 0)])
        {
            // In a large table an enumeration is so long that few preemptions would come elsewhere.
            KeyValuePair<string, Func<Scenario>> Race(string what, params TableCall[][] callers) => new(
                $"table: {what}, {where}", () => new TableRace(callers) { Start = start, Others = others, Enumerates = others != OthersInMigration });
            yield return Race("get/remove", Gets, Removes);
            yield return Race("get/replace", Gets, Replaces, Repeats);
            yield return Race("add/add", Gets, [new(Add, B, 3), new(Remove, A, 1)], [new(Add, B, 4), new(Add, A, 2)]);
            yield return Race("find/show", Finds, Shows);
            yield return Race("show/add", [new(Find, A), new(Find, A)], [new(Show, A, 1), new(Hide, A, 1)], [new(Add, B, 3)]);
        }

        // One cell, and few steps: each of them is met at each of the others.
        yield return new("table: get/again", static () => new TableRace(
            [new(Get, A), new(Get, A)],
            [new(Remove, A, 1), new(Add, A, 2), new(Replace, A, 2, 5)]));
        yield return new("table: get/another", static () => new TableRace(
            [new(Get, A), new(Get, B)],
            [new(Remove, A, 1), new(Add, B, 3), new(Remove, B, 3)]));
        yield return new("table: find/another", static () => new TableRace(
            [new(Find, B), new(Find, A)],
            [new(Show, A, 1), new(Remove, A, 1), new(Add, B, 3), new(Show, B, 3), new(Remove, B, 3)]));
        yield return new("table: find by value/another", static () => new TableRace(
            [new(Find, B), new(Find, A)],
            [new(Show, A, 1), new(Remove, A, 1), new(Add, B, 3), new(Show, B, 3), new(Remove, B, 3)])
        { FindsByValue = true });

        // Two cells in a row become free, before a third one that stays.
        yield return new("table: find/remove two", static () => new TableRace(
            Finds,
            [new(Show, A, 1), new(Show, B, 1), new(Remove, A, 1), new(Remove, B, 1)])
        { HasSecond = true });
    }
}
