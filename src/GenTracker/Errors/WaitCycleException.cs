using System.Collections.Generic;

namespace GenTracker;

/// <summary>Thrown if the code of a child would wait for itself, through a cycle of starts and stops that wait for each other.</summary>
public sealed class WaitCycleException : TrackerException
{
    internal WaitCycleException(string? trackerName, object? key, IReadOnlyList<string> chain)
        : base(CreateMessage(trackerName, key, chain), trackerName, key) => Chain = chain;

    /// <summary>The cycle, from the caller back to itself. Each entry has the form <c>Tracker/key (operation)</c> and waits for the next one.</summary>
    public IReadOnlyList<string> Chain { get; }

    private static string CreateMessage(string? trackerName, object? key, IReadOnlyList<string> chain) =>
        $"Tracker {trackerName}: to wait for {key} would never end, because {key} waits for the caller: {string.Join(" -> ", chain)}. "
        + "Do not await this here: let the start or end return first.";
}
