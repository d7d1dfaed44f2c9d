using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Awaits find-or-open of a running child.</summary>
public sealed class OpenHitContenders : IAsyncDisposable
{
    private readonly ChannelTracker _tracker = new();
    private readonly JobTable _jobs = new(JobStart.OnThePool);
    private readonly LockedJobTable _lockedJobs = new(JobStart.OnThePool);
    private readonly string[] _lookups;
    private Cursor _trackerAt;
    private Cursor _lazyAt;
    private Cursor _lockedAt;

    private OpenHitContenders(KeySet keys)
    {
        _lookups = keys.Lookups;
        _trackerAt = new Cursor(_lookups.Length, 0);
        _lazyAt = new Cursor(_lookups.Length, _lookups.Length / 3);
        _lockedAt = new Cursor(_lookups.Length, _lookups.Length / 3 * 2);
    }

    /// <summary>Opens the children of each contender.</summary>
    public static async Task<OpenHitContenders> WithAsync(int children)
    {
        var keys = new KeySet(children);
        var made = new OpenHitContenders(keys);
        foreach (string key in keys.Stored)
        {
            await made._tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            await made._jobs.FindOrOpenAsync(key).ConfigureAwait(false);
            await made._lockedJobs.FindOrOpenAsync(key).ConfigureAwait(false);
        }

        return made;
    }

    /// <summary>Creates an instance for another thread. It opens the same keys in the same tables, elsewhere in the order. It is not disposed.</summary>
    public OpenHitContenders Beside()
    {
        var other = (OpenHitContenders)MemberwiseClone();
        int length = _lookups.Length;
        other._trackerAt = new Cursor(length, length / 2);
        other._lazyAt = new Cursor(length, length / 6 * 5);
        other._lockedAt = new Cursor(length, length / 6);
        return other;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> TrackerAsync(int operations)
    {
        ChannelTracker tracker = _tracker;
        string[] keys = _lookups;
        Cursor at = _trackerAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (await tracker.FindOrOpenAsync(keys[at.Next()]).ConfigureAwait(false) is not null)
                hits++;
        }

        _trackerAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> LazyAsync(int operations)
    {
        JobTable jobs = _jobs;
        string[] keys = _lookups;
        Cursor at = _lazyAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (await jobs.FindOrOpenAsync(keys[at.Next()]).ConfigureAwait(false) is not null)
                hits++;
        }

        _lazyAt = at;
        return Hits.Checked(hits, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> LockedAsync(int operations)
    {
        LockedJobTable jobs = _lockedJobs;
        string[] keys = _lookups;
        Cursor at = _lockedAt;
        long hits = 0;
        for (int i = 0; i < operations; i++)
        {
            if (await jobs.FindOrOpenAsync(keys[at.Next()]).ConfigureAwait(false) is not null)
                hits++;
        }

        _lockedAt = at;
        return Hits.Checked(hits, operations);
    }

    public async ValueTask DisposeAsync()
    {
        await _tracker.DisposeAsync().ConfigureAwait(false);
        await _jobs.DisposeAsync().ConfigureAwait(false);
        await _lockedJobs.DisposeAsync().ConfigureAwait(false);
    }
}
