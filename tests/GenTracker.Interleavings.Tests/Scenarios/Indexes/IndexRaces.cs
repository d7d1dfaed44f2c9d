using System;
using System.Collections.Generic;
using GenTracker.Models;
using GenTracker.Testing;
using static GenTracker.Models.IndexCallKind;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>Races on the indexes.</summary>
internal static class IndexRaces
{
    private const int A = 0;
    private const int B = 1;
    private const int X = 1;
    private const int Y = 2;

    private static readonly IndexedChildState None = new(0);
    private static readonly IndexedChildState HasX = new(X);
    private static readonly IndexedChildState Outside = new(X, IsAttached: false, IsShown: false);
    private static readonly IndexCall[] Finds = [new(Find, A, X), new(Find, A, Y), new(Get, A), new(Find, A, X)];
    private static readonly IndexCall[] End = [new(Hide, A), new(Seal, A)];

    public static IEnumerable<KeyValuePair<string, Func<Scenario>>> All()
    {
        yield return new("index: set/set", static () => new GroupRace(HasX, None, order: "AB",
            [new(Exchange, A, Y), new(Find, A, Y)], [new(Exchange, A, X), new(Exchange, A, 0)], [new(Get, A), new(Find, A, X)]));
        yield return new("index: set/find", static () => new GroupRace(HasX, HasX, order: "ABo",
            Finds, [new(Set, A, Y), new(Set, A, X)], [new(Set, B, Y)]));
        yield return new("index: set/end", static () => new GroupRace(HasX, None, order: "AB",
            [new(Set, A, Y), new(Set, A, 0)], End, [new(Find, A, Y), new(Find, A, X), new(Find, A, 0)]));
        yield return new("index: set/adopt", static () => new GroupRace(Outside, None, order: "AB",
            [new(Attach, A), new(Show, A), new(Find, A, Y)], [new(Set, A, Y), new(Set, A, 0)], [new(Find, A, Y)]));
        yield return new("index: last leaves/first comes", static () => new GroupRace(HasX, None, order: "AB",
            [new(Set, A, Y), new(Set, A, X)], [new(Set, B, X), new(Find, B, X)], [new(Find, B, X)]));
        yield return new("index: enumerate/return", static () => new GroupRace(HasX, HasX, order: "BoAo",
            [new(Find, A, X)], [new(Set, A, Y), new(Set, B, Y), new(Set, A, X)]));
        yield return new("index: enumerate/leave", static () => new GroupRace(HasX, HasX, order: "ooAB",
            [new(Find, A, X), new(Find, A, X)], [new(Set, B, Y), new(Set, A, Y)]));
        yield return new("unique: set/set", static () => new UniqueRace(None, None,
            [new(Set, A, X), new(Set, A, Y), new(Find, A, X)], [new(Set, B, X), new(Set, B, Y), new(Find, B, Y)]));
        yield return new("unique: set/set of one child", static () => new UniqueRace(HasX, None,
            [new(Exchange, A, Y), new(Find, A, Y)], [new(Exchange, A, Y), new(Exchange, A, X)], [new(Set, B, X), new(Find, B, X)]));
        yield return new("unique: set/find", static () => new UniqueRace(HasX, None,
            Finds, [new(Set, A, Y), new(Set, A, X)], [new(Find, A, X)]));
        yield return new("unique: move/set", static () => new UniqueRace(HasX, None,
            [new(Set, A, Y), new(Set, A, X)], [new(Get, A), new(Set, B, X), new(Get, A), new(Set, B, X)]));
        yield return new("unique: end/set", static () => new UniqueRace(HasX, None,
            End, [new(Set, B, X), new(Find, B, X), new(Set, B, X)], [new(Set, A, Y), new(Find, A, Y)]));
        yield return new("unique: leave/take over", static () => new UniqueRace(HasX, Outside,
            [new(Set, A, Y)], [new(Attach, B)])
        { SharesHolder = true });
        yield return new("unique: adopt/set", static () => new UniqueRace(Outside, None,
            [new(Attach, A), new(Show, A), new(Find, A, X)], [new(Set, B, X), new(Find, B, X)], [new(Set, A, Y)]));
    }
}
