using System;
using System.Collections.Generic;
using GenTracker.Interleavings.Scenarios.Exits;
using GenTracker.Interleavings.Scenarios.Indexes;
using GenTracker.Interleavings.Scenarios.Lifecycles;
using GenTracker.Interleavings.Scenarios.Limits;
using GenTracker.Interleavings.Scenarios.Logging;
using GenTracker.Interleavings.Scenarios.Metrics;
using GenTracker.Interleavings.Scenarios.Slots;
using GenTracker.Interleavings.Scenarios.Tables;
using GenTracker.Interleavings.Scenarios.Waits;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios;

/// <summary>Each scenario, by its name.</summary>
internal static class ScenarioCatalog
{
    /// <summary>Scenarios of whole trackers, of their log queue, and of the ends that they remember.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Trackers { get; } = new Dictionary<string, Func<Scenario>>(
        [.. ReplacementScenarios.All, .. LookupScenarios.All])
    {
        ["open/open"] = static () => new OpenOpen(),
        ["open/open, failing"] = static () => new OpenOpenFailing(),
        ["open/ending"] = static () => new OpenWhileEnding(),
        ["open/stop"] = static () => new OpenStop(),
        ["stop/exit"] = static () => new StopExit(),
        ["exit/increment"] = static () => new ExitIncrement(),
        ["retire/increment"] = static () => new RetireIncrement(),
        ["retire/retire"] = static () => new RetireRetire(),
        ["retire/stop"] = static () => new RetireStop(),
        ["lease/end"] = static () => new LeaseEnd(),
        ["lease/lease"] = static () => new LeaseLease(),
        ["lease/restart"] = static () => new LeaseRestart(),
        ["restart/stop"] = static () => new RestartStop(),
        ["restart/open"] = static () => new RestartOpen(),
        ["adopt/open"] = static () => new AdoptOpen(),
        ["watch/anything"] = static () => new WatchAnything(),
        ["close/anything"] = static () => new CloseAnything(),
        ["close/ending"] = static () => new CloseWhileEnding(),
        ["find/grow"] = static () => new FindGrow(),
        ["find/remove"] = static () => new FindRemove(),
        ["restart/increment"] = static () => new RestartIncrement(),
        ["adopt/end"] = static () => new AdoptEnd(),
        ["open/full"] = static () => new OpenFull(),
        ["room for one: open/open"] = static () => new RoomForOne(isTaken: false, KeyCall.FindOrOpen, KeyCall.Open, KeyCall.Adopt),
        ["room for one: open/exit"] = static () => new RoomForOne(isTaken: true, KeyCall.FindOrOpen, KeyCall.Open),
        ["room for one: adopt/exit"] = static () => new RoomForOne(isTaken: true, KeyCall.Adopt, KeyCall.FindOrOpen),
        ["room for one: reopen/exit"] = static () => new RoomForOne(isTaken: true, KeyCall.Reopen, KeyCall.Open),
        ["room for one: takeover/exit"] = static () => new RoomForOne(isTaken: true, KeyCall.TakeOver, KeyCall.Adopt),
        ["room for another: open/free"] = static () => new RoomForAnother(),
        ["open/cancel"] = static () => new CancelledOpen(),
        ["throwing"] = static () => new Throwing(),
        ["slow/another"] = static () => new SlowBesideAnother(),
        ["ignored token"] = static () => new IgnoredToken(timeMayPass: false),
        ["ignored token, any time"] = static () => new IgnoredToken(timeMayPass: true),
        ["two ignored tokens"] = static () => new TwoIgnoredTokens(),
        ["wait for/write"] = static () => new WaitForWrite(),
        ["wait for/another"] = static () => new WaitForAnother(),
        ["wait for/close"] = static () => new WaitForClose(),
        ["settle/anything"] = static () => new Settling(),
        ["wait cycle"] = static () => new WaitCycle(),
        ["log queue: add/drain"] = static () => new LogQueueRace(),
        ["recent exits: add/read"] = static () => new RecentExitsRace(capacity: 2, 2, 2, 2),
        ["recent exits: grow/read"] = static () => new RecentExitsRace(capacity: 5, 5, 1),
    };

    /// <summary>Scenarios of whole trackers with a listener to their metrics, which takes ten times as long as all else in them.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Metrics { get; } = new Dictionary<string, Func<Scenario>>
    {
        ["total: collect/restart"] = static () => new TotalCollection(hasOthers: false),
        ["total: collect/anything"] = static () => new TotalCollection(hasOthers: true),
    };

    /// <summary>Scenarios of one word, short enough to be explored completely.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Words { get; } = new Dictionary<string, Func<Scenario>>(SlotRaces.OfWords())
    {
        ["incarnation numbers: end/end"] = static () => new IncarnationNumbersRace(),
        ["step gate: suspend/complete"] = static () => new StepGateRace(),
    };

    /// <summary>Scenarios of seqlock slots.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> SeqLocks { get; } = new Dictionary<string, Func<Scenario>>(SlotRaces.OfSeqLocks());

    /// <summary>Scenarios of the table.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Tables { get; } = new Dictionary<string, Func<Scenario>>(TableRaces.All());

    /// <summary>Scenarios of the indexes.</summary>
    public static IReadOnlyDictionary<string, Func<Scenario>> Indexes { get; } = new Dictionary<string, Func<Scenario>>(IndexRaces.All());

    /// <summary>Explores a scenario.</summary>
    public static Exploration Explore(string name) =>
        new(name, Trackers.GetValueOrDefault(name) ?? Words.GetValueOrDefault(name) ?? SeqLocks.GetValueOrDefault(name)
            ?? Indexes.GetValueOrDefault(name) ?? Metrics.GetValueOrDefault(name) ?? Tables[name]);
}
