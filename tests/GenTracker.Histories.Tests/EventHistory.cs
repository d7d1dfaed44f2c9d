using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Histories.Tests;

/// <summary>What one reader was told until the tracker had closed, against the model: keys of which each has one running child or none.</summary>
internal static class EventHistory
{
    /// <summary>What no tracker that keeps its promises would have told; null where there is nothing.</summary>
    /// <param name="told">The events, in order.</param>
    /// <param name="handedOut">The children that openers were given meanwhile: all of them must have been told of, unless the reader fell behind.</param>
    public static string? FindWrong(IReadOnlyList<ChildEvent<string, Room>> told, IEnumerable<Room> handedOut)
    {
        var running = new Dictionary<string, Room>();
        var begun = new HashSet<Room>();
        long number = 0;
        foreach (ChildEvent<string, Room> happened in told)
        {
            if (happened.Number != ++number)
                return $"Event {happened.Number} comes in the place of event {number}.";
            switch (happened.Kind)
            {
                case ChildEventKind.Resync:
                    running.Clear();
                    break;
                case ChildEventKind.Present or ChildEventKind.Started:
                    if (!running.TryAdd(happened.Key!, happened.Child!))
                        return $"Event {number}: two children of {happened.Key} run at a time.";
                    begun.Add(happened.Child!);
                    break;
                case ChildEventKind.Terminated:
                    if (!running.Remove(happened.Key!, out Room? ended) || ended != happened.Child)
                        return $"Event {number}: an end of {happened.Key} without a beginning.";
                    break;
            }
        }

        if (running.Count > 0)
            return $"The ends of {string.Join(", ", running.Keys.Order(StringComparer.Ordinal))} were never told.";
        return told.All(static happened => happened.Kind != ChildEventKind.Resync) && handedOut.Any(room => !begun.Contains(room))
            ? "A child that an opener was given was never told of."
            : null;
    }
}
