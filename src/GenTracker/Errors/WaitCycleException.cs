using System.Collections.Generic;

namespace GenTracker;

/// <summary>A child's code would have waited, by way of starts and stops that wait for each other, for itself.</summary>
public sealed class WaitCycleException : TrackerException
{
    internal WaitCycleException(string? trackerName, object? key, IReadOnlyList<string> chain)
        : base($"Tracker {trackerName}: waiting for {key} would never end, as it waits for the one who asks: {string.Join(" -> ", chain)}. Do not await this here: let the start or end return first.", trackerName, key) =>
        Chain = chain;

    /// <summary>Who waits for whom, from the one who asked back to itself, each as <c>Tracker/key (what it is doing)</c>.</summary>
    public IReadOnlyList<string> Chain { get; }
}
