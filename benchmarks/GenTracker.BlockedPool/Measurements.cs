using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.BlockedPool;

/// <summary>The same work with GenTracker and by hand: some jobs block their threads, and then another one is stopped.</summary>
internal static class Measurements
{
    // By then the blocking jobs have all the threads that the pool has for a start.
    private static readonly TimeSpan UntilBlocked = TimeSpan.FromMilliseconds(400);

    public static TimeSpan MeasureTracker(int blockerCount, bool longRunning)
    {
        using var never = new ManualResetEventSlim();
        var tracker = new WorkerTracker(new TrackerOptions { LongRunning = longRunning });
        _ = tracker.FindOrOpenAsync("first", null).AsTask().GetAwaiter().GetResult();
        tracker.StopAsync("first").GetAwaiter().GetResult();
        _ = tracker.FindOrOpenAsync("other", null).AsTask().GetAwaiter().GetResult();
        for (var i = 0; i < blockerCount; i++)
            _ = tracker.FindOrOpenAsync($"blocks {i}", never).AsTask();
        Thread.Sleep(UntilBlocked);

        long start = Stopwatch.GetTimestamp();
        tracker.StopAsync("other").GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start);
    }

    public static TimeSpan MeasureByHand(int blockerCount)
    {
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        Task other = Task.Delay(Timeout.Infinite, stop.Token);
        for (var i = 0; i < blockerCount; i++)
            _ = Task.Run(() => never.Wait());
        Thread.Sleep(UntilBlocked);

        long start = Stopwatch.GetTimestamp();
        stop.Cancel();
        ((IAsyncResult)other).AsyncWaitHandle.WaitOne();
        return Stopwatch.GetElapsedTime(start);
    }
}

/// <summary>Waits until it is stopped; or blocks its thread, if it has something to wait for.</summary>
[Tracker]
internal sealed partial class Worker(ManualResetEventSlim? never) : ITrackedChild
{
    public Task RunAsync(CancellationToken stoppingToken)
    {
#pragma warning disable GT1017 // blocking is what is measured
        never?.Wait(CancellationToken.None);
#pragma warning restore GT1017
        return Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
