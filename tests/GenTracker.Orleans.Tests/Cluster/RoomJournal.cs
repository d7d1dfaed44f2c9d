using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>What the rooms of all silos of a test have done, in order.</summary>
public sealed class RoomJournal
{
    private readonly List<RoomEntry> _entries = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(RoomEntry entry)
    {
        TaskCompletionSource added;
        lock (_entries)
        {
            _entries.Add(entry);
            (added, _added) = (_added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        added.SetResult();
    }

    public RoomEntry[] Of(string key, string? what = null)
    {
        lock (_entries)
            return [.. _entries.Where(entry => entry.Key == key && (what is null || entry.What == what))];
    }

    public RoomEntry[] Of(string what, Func<RoomEntry, bool> condition)
    {
        lock (_entries)
            return [.. _entries.Where(entry => entry.What == what && condition(entry))];
    }

    /// <summary>Waits until enough entries satisfy a condition.</summary>
    public async Task<RoomEntry[]> WaitForAsync(Func<RoomEntry, bool> condition, int count = 1)
    {
        while (true)
        {
            Task added;
            RoomEntry[] found;
            lock (_entries)
            {
                found = [.. _entries.Where(condition)];
                added = _added.Task;
            }

            if (found.Length >= count)
                return found;
            await added.WaitAsync(Condition.Timeout);
        }
    }
}
