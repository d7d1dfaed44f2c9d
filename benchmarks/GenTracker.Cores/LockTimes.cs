using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Cores;

/// <summary>Opens and stops children, and tells what all of them share.</summary>
public static class LockTimes
{
    private const int Others = 1_000;
    private const int Guests = 4_096;
    private const int TrialsOfClock = 1_000_000;

    // So many lives are not all of the same stripe.
    private const int Sample = 64;

    /// <summary>Measures a tracker with default options.</summary>
    public static async Task<LifeCosts> MeasureAsync(int lives)
    {
        var dispatcher = new CountingDispatcher();
        await using var tracker = new CoreChannelTracker(new TrackerOptions { Dispatcher = dispatcher });
        for (int i = 0; i < Others; i++)
            await tracker.FindOrOpenAsync($"other-{i:D7}").ConfigureAwait(false);
        string[] keys = [.. Enumerable.Range(0, Guests).Select(static i => $"guest-{i:D7}")];
        await LiveAsync(tracker, keys, lives).ConfigureAwait(false);

        Lock[] locks = await FindSharedAsync(tracker, keys).ConfigureAwait(false);
        (long Takes, long Ticks)[] before = Array.ConvertAll(locks, static taken => (taken.Takes, taken.HeldTicks));
        long posts = dispatcher.Posts;
        await LiveAsync(tracker, keys, lives).ConfigureAwait(false);
        double clock = GetTicksOfClock();
        SharedLock[] shared =
        [
            .. locks.Zip(before, (taken, was) => (Takes: (double)(taken.Takes - was.Takes), Ticks: (double)(taken.HeldTicks - was.Ticks)))
                .Select(spent => new SharedLock(spent.Takes / lives, ToNanoseconds(Math.Max(0, spent.Ticks - (spent.Takes * clock))) / lives))
                .OrderByDescending(static taken => taken.HeldNanoseconds),
        ];
        return new LifeCosts(shared, (double)(dispatcher.Posts - posts) / lives);
    }

    /// <summary>The locks that each of several lives takes. Those of stripes are taken by some of them.</summary>
    private static async Task<Lock[]> FindSharedAsync(CoreChannelTracker tracker, string[] keys)
    {
        Lock[] shared = TakenLocks.ToArray();
        foreach (string key in keys[..Sample])
        {
            long[] before = Array.ConvertAll(shared, static taken => taken.Takes);
            await LiveAsync(tracker, [key], 1).ConfigureAwait(false);
            shared = [.. shared.Where((taken, index) => taken.Takes > before[index])];
        }

        return shared;
    }

    private static double ToNanoseconds(double ticks) => ticks * TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond / Stopwatch.Frequency;

    private static async Task LiveAsync(CoreChannelTracker tracker, string[] keys, int lives)
    {
        for (int i = 0; i < lives; i++)
        {
            string key = keys[i % keys.Length];
            await tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            await tracker.StopAsync(key).ConfigureAwait(false);
        }
    }

    /// <summary>How many ticks lie between two readings of the clock with nothing between them.</summary>
    private static double GetTicksOfClock()
    {
        long ticks = 0;
        for (int i = 0; i < TrialsOfClock; i++)
        {
            long before = Stopwatch.GetTimestamp();
            ticks += Stopwatch.GetTimestamp() - before;
        }

        return (double)ticks / TrialsOfClock;
    }
}
