using System;
using System.Collections.Generic;
using GenTracker.Interleavings.Scenarios.Lives;
using GenTracker.Interleavings.Scenarios.Slots;
using GenTracker.Interleavings.Scenarios.Tables;
using GenTracker.Interleavings.Scenarios.Waits;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios;

/// <summary>Every scenario, by the name under which it is reported and replayed.</summary>
internal static class Catalogue
{
    /// <summary>Those of whole trackers.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Trackers { get; } = new Dictionary<string, Func<Scenario>>
    {
        ["open/open"] = static () => new OpenOpen(),
        ["open/open, failing"] = static () => new OpenOpenFailing(),
        ["open/ending"] = static () => new OpenWhileEnding(),
        ["open/stop"] = static () => new OpenStop(),
        ["stop/exit"] = static () => new StopExit(),
        ["exit/count"] = static () => new ExitCount(),
        ["retire/count"] = static () => new RetireCount(),
        ["restart/stop"] = static () => new RestartStop(),
        ["restart/open"] = static () => new RestartOpen(),
        ["adopt/open"] = static () => new AdoptOpen(),
        ["watch/anything"] = static () => new WatchAnything(),
        ["close/anything"] = static () => new CloseAnything(),
        ["close/ending"] = static () => new CloseWhileEnding(),
        ["find/grow"] = static () => new FindGrow(),
        ["find/remove"] = static () => new FindRemove(),
        ["restart/count"] = static () => new RestartCount(),
        ["adopt/end"] = static () => new AdoptEnd(),
        ["open/full"] = static () => new Full(),
        ["open/cancel"] = static () => new CancelledOpen(),
        ["throwing"] = static () => new Throwing(),
        ["slow/another"] = static () => new SlowBesideAnother(),
        ["deaf"] = static () => new Deaf(timeMayPass: false),
        ["deaf, any time"] = static () => new Deaf(timeMayPass: true),
        ["deaf/deaf"] = static () => new TwoDeaf(),
        ["wait for/write"] = static () => new WaitForWrite(),
        ["wait for/another"] = static () => new WaitForAnother(),
        ["wait for/close"] = static () => new WaitForClose(),
        ["settle/anything"] = static () => new Settling(),
        ["ring"] = static () => new WaitRing(),
    };

    /// <summary>Those of one word, slots and the numbers of incarnations: short enough to be explored completely.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Words { get; } = new Dictionary<string, Func<Scenario>>(SlotRaces.OfWords())
    {
        ["incarnation numbers: end/end"] = static () => new NumbersRace(),
    };

    /// <summary>Those of slots behind a gate.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Gates { get; } = new Dictionary<string, Func<Scenario>>(SlotRaces.OfGates());

    /// <summary>Those of the table.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Tables { get; } = new Dictionary<string, Func<Scenario>>(TableRaces.All());

    /// <summary>Any of them.</summary>
    public static Exploration Explore(string name) =>
        new(name, Trackers.GetValueOrDefault(name) ?? Words.GetValueOrDefault(name) ?? Gates.GetValueOrDefault(name) ?? Tables[name]);
}
