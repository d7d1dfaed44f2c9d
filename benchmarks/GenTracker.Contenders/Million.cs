using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Opens a million children one after the other, increments, sums and lists them, and stops all at once. Each phase runs once.</summary>
public static class Million
{
    /// <summary>With a tracker.</summary>
    public static async Task<MillionTimes> TrackedAsync(int children)
    {
        string[] keys = new KeySet(children).Stored;
        var tracker = new ChannelTracker();
        var clock = Stopwatch.StartNew();
        var longest = new LongestOpen();
        foreach (string key in keys)
        {
            longest.Begin();
            await tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            longest.End();
        }

        TimeSpan opened = Lap(clock);
        foreach (string key in keys)
            tracker.IncrementBytesIn(key);
        TimeSpan counted = Lap(clock);
        Hits.Checked(Sum(tracker), children);
        TimeSpan summed = Lap(clock);
        Hits.Checked(tracker.GetChildren().Count, children);
        TimeSpan listed = Lap(clock);
        await tracker.CloseAsync().ConfigureAwait(false);
        return new MillionTimes(opened, longest.Value, counted, summed, listed, Lap(clock));
    }

    /// <summary>By hand.</summary>
    public static async Task<MillionTimes> ByHandAsync(int children)
    {
        string[] keys = new KeySet(children).Stored;
        var jobs = new JobTable(JobStart.OnThePool);
        var clock = Stopwatch.StartNew();
        var longest = new LongestOpen();
        foreach (string key in keys)
        {
            longest.Begin();
            await jobs.FindOrOpenAsync(key).ConfigureAwait(false);
            longest.End();
        }

        TimeSpan opened = Lap(clock);
        foreach (string key in keys)
            jobs.Find(key)!.IncrementBytesIn();
        TimeSpan counted = Lap(clock);
        Hits.Checked(Sum(jobs), children);
        TimeSpan summed = Lap(clock);
        Hits.Checked(jobs.Running.ToList().Count, children);
        TimeSpan listed = Lap(clock);
        await jobs.CloseAsync().ConfigureAwait(false);
        return new MillionTimes(opened, longest.Value, counted, summed, listed, Lap(clock));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Sum(ChannelTracker tracker)
    {
        long sum = 0;
        foreach (Channel channel in tracker)
            sum += channel.BytesIn;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Sum(JobTable jobs)
    {
        long sum = 0;
        foreach (Job job in jobs.Running)
            sum += job.BytesIn;
        return sum;
    }

    private static TimeSpan Lap(Stopwatch clock)
    {
        TimeSpan elapsed = clock.Elapsed;
        clock.Restart();
        return elapsed;
    }
}
