using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>As <see cref="LifeContenders"/>, with children that wait in a delay which their end cancels.</summary>
public sealed class SleeperContenders : IAsyncDisposable
{
    private const int Guests = 4096;

    private readonly SleeperTracker _tracker = new();
    private readonly JobTable _jobs = new(JobStart.OnThePoolInDelay);
    private readonly string[] _keys = new KeySet(Guests, "guest").Lookups;
    private Cursor _trackerAt = new(Guests, 0);
    private Cursor _jobsAt = new(Guests, 0);

    private SleeperContenders()
    {
    }

    /// <summary>Opens the permanent children of each contender.</summary>
    public static async Task<SleeperContenders> AmongAsync(int others)
    {
        var made = new SleeperContenders();
        foreach (string key in new KeySet(others).Stored)
        {
            await made._tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            await made._jobs.FindOrOpenAsync(key).ConfigureAwait(false);
        }

        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> TrackerAsync(int operations)
    {
        long stopped = 0;
        for (int i = 0; i < operations; i++)
        {
            string key = _keys[_trackerAt.Next()];
            await _tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            if (await _tracker.StopAsync(key).ConfigureAwait(false))
                stopped++;
        }

        return Hits.Checked(stopped, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> ByHandAsync(int operations)
    {
        long stopped = 0;
        for (int i = 0; i < operations; i++)
        {
            string key = _keys[_jobsAt.Next()];
            await _jobs.FindOrOpenAsync(key).ConfigureAwait(false);
            if (await _jobs.StopAsync(key).ConfigureAwait(false))
                stopped++;
        }

        return Hits.Checked(stopped, operations);
    }

    public async ValueTask DisposeAsync()
    {
        await _tracker.DisposeAsync().ConfigureAwait(false);
        await _jobs.DisposeAsync().ConfigureAwait(false);
    }
}
