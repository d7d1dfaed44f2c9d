using System;
using System.Collections.Generic;

namespace GenTracker.AspNetCore.Answers;

/// <summary>Names by which trackers are told apart.</summary>
internal static class TrackerNames
{
    /// <summary>Gives each tracker a name of its own: a second one that is called A is A (2).</summary>
    public static IEnumerable<(string Name, ITrackerMonitor Monitor)> Assign(IEnumerable<ITrackerMonitor> monitors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ITrackerMonitor monitor in monitors)
        {
            string name = MonitoredText.Format(monitor.Name);
            string unique = name;
            for (var i = 2; !names.Add(unique); i++)
                unique = $"{name} ({i})";
            yield return (unique, monitor);
        }
    }
}
