using System;
using System.Collections.Generic;
using GenTracker.Interleavings.Scenarios.Lookups;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios;

/// <summary>Scenarios of children that are found by attributes, in a whole tracker.</summary>
internal static class LookupScenarios
{
    public static IReadOnlyDictionary<string, Func<Scenario>> All { get; } = new Dictionary<string, Func<Scenario>>
    {
        ["lookup: set/end"] = static () => new SetEnd(),
        ["lookup: set/restart"] = static () => new SetRestart(),
        ["lookup: open/unique"] = static () => new OpenUnique(),
        ["lookup: adopt/unique"] = static () => new AdoptUnique(),
        ["lookup: unique/end"] = static () => new UniqueEnd(),
    };
}
