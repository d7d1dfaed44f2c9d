using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GenTracker.Observability;

/// <summary>
/// Calls listeners of metrics and traces, which are a user's code. What they throw is dropped: there is nobody to tell, and it must affect neither a child nor
/// what other listeners are told. So each method calls the listeners of one thing.
/// </summary>
internal static class Listeners
{
    /// <summary>Adds one.</summary>
    public static void Count(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // A listener has failed.
        }
    }

    public static void Record<T>(Histogram<T> histogram, T value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // A listener has failed.
        }
    }

    /// <summary>Starts an activity. Null if nobody wants it, or if a sampler has failed.</summary>
    public static Activity? Start(ActivitySource source, string name, KeyValuePair<string, object?>[] tags, ActivityLink[]? links, DateTimeOffset? startedAt)
    {
        Activity? activity = null;
        try
        {
            activity = source.CreateActivity(name, ActivityKind.Internal, parentContext: default, tags, links);
            if (startedAt is { } time)
                activity?.SetStartTime(time.UtcDateTime);
            activity?.Start();
        }
        catch (Exception)
        {
            // A listener has failed. If the activity was started, the other listeners are told of its end.
        }

        return activity;
    }

    public static void Stop(Activity activity)
    {
        try
        {
            activity.Stop();
        }
        catch (Exception)
        {
            // A listener has failed.
        }
    }

    public static void SetCurrent(Activity? activity)
    {
        try
        {
            Activity.Current = activity;
        }
        catch (Exception)
        {
            // A handler of Activity.CurrentChanged has failed. It is called when the activity is the current one.
        }
    }
}
