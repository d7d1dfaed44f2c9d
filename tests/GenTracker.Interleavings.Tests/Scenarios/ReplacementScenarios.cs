using System;
using System.Collections.Generic;
using GenTracker.Interleavings.Scenarios.Ends;
using GenTracker.Interleavings.Scenarios.Replacements;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios;

/// <summary>Scenarios of keys that are replaced, of stops and waits for one child, and of tokens at its end.</summary>
internal static class ReplacementScenarios
{
    public static IReadOnlyDictionary<string, Func<Scenario>> All { get; } = new Dictionary<string, Func<Scenario>>
    {
        ["reopen/reopen"] = static () => new ReopenReopen(),
        ["reopen/open"] = static () => new ReopenOpen(),
        ["reopen/stop"] = static () => new ReopenStop(),
        ["reopen/stop child"] = static () => new ReopenStopChild(),
        ["reopen/ended"] = static () => new ReopenEnded(),
        ["reopen/restarting"] = static () => new ReopenRestarting(),
        ["restart/stop child"] = static () => new RestartStopChild(),
        ["takeover/takeover"] = static () => new TakeoverTakeover(),
        ["takeover/exit"] = static () => new TakeoverExit(),
        ["takeover/close"] = static () => new TakeoverClose(),
        ["takeover/cancel"] = static () => new TakeoverCancel(isReopened: false),
        ["takeover/cancel, reopen"] = static () => new TakeoverCancel(isReopened: true),
        ["takeover/cancel, ending"] = static () => new TakeoverCancelEnding(),
        ["takeover/stop child"] = static () => new TakeoverStopChild(),
        ["when free/stop"] = static () => new WhenFreeStop(),
        ["when free/reopen"] = static () => new WhenFreeReopen(),
        ["wait for child/end"] = static () => new WaitForChildEnd(),
        ["token callback/end"] = static () => new TokenCallbackEnd(isStopped: false),
        ["token callback/stop"] = static () => new TokenCallbackEnd(isStopped: true),
        ["token callback/failed start"] = static () => new TokenFailedStart(),
    };
}
