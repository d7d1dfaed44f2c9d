using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Measures the memory of a running child and its key, by the heap before and after many are opened.</summary>
public static class Footprint
{
    /// <summary>Measures an untracked object of the user.</summary>
    public static double OfPlain(int children)
    {
        // Allocated before the measurement: the list is not part of a child.
        var channels = new PlainChannel[children];
        double bytes = GrownAsync(children, () =>
        {
            string[] keys = new KeySet(children).Stored;
            for (int i = 0; i < children; i++)
                channels[i] = new PlainChannel(keys[i]);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        GC.KeepAlive(channels);
        return bytes;
    }

    /// <summary>Measures a tracked child.</summary>
    public static async Task<double> OfTrackedAsync(int children)
    {
        var tracker = new ChannelTracker();
        double bytes = await GrownAsync(children, async () =>
        {
            foreach (string key in new KeySet(children).Stored)
                await tracker.FindOrOpenAsync(key).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await tracker.DisposeAsync().ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Measures a hand-written job.</summary>
    public static async Task<double> OfJobsAsync(int children, JobStart how)
    {
        var jobs = new JobTable(how);
        double bytes = await GrownAsync(children, async () =>
        {
            foreach (string key in new KeySet(children).Stored)
                await jobs.FindOrOpenAsync(key).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await jobs.DisposeAsync().ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Measures by how much the heap grows for each child that is opened.</summary>
    public static async Task<double> GrownAsync(int children, Func<Task> open)
    {
        long before = Present();
        await open().ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        return (double)(Present() - before) / children;
    }

    /// <summary>Waits until the pool has started all work: a child whose run has not started is smaller than one that waits.</summary>
    private static async Task SettleAsync()
    {
        while (ThreadPool.PendingWorkItemCount > 0)
            await Task.Yield();
    }

    private static long Present()
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long now = GC.GetTotalMemory(forceFullCollection: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, now);
        }

        return least;
    }
}
