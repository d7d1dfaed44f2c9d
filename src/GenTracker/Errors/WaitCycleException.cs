using System.Collections.Generic;
using System.Linq;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>Thrown if the code of a child would wait for itself, through a cycle of starts and stops that wait for each other.</summary>
public sealed class WaitCycleException : TrackerException
{
    private const int MaxEntriesInMessage = 32;

    private readonly IReadOnlyList<WaitCycleEntry> _entries;
    private IReadOnlyList<string>? _chain;

    internal WaitCycleException(string? trackerName, object? key, IReadOnlyList<WaitCycleEntry> entries)
        : base(trackerName, key, innerException: null) => _entries = entries;

    /// <summary>The cycle, from the caller back to itself. Each entry has the form <c>Tracker/key (operation)</c> and waits for the next one.</summary>
    public IReadOnlyList<string> Chain => _chain ??= [.. _entries.Select(static entry => entry.ToString())];

    private protected override string CreateMessage()
    {
        string chain = string.Join(" -> ", Chain.Take(MaxEntriesInMessage)) + (Chain.Count > MaxEntriesInMessage ? " -> …" : "");
        return $"Tracker {TrackerName}: to wait for {KeyText} would never end, because {KeyText} waits for the caller: {chain}. "
            + "Do not await this here: let the start or end return first.";
    }
}

/// <summary>One key of a wait cycle, and what its code is doing.</summary>
internal sealed record WaitCycleEntry(string TrackerName, object Key, string Operation)
{
    public override string ToString() => $"{TrackerName}/{UserText.Format(Key)} ({Operation})";
}
