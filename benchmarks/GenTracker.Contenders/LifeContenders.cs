using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Opens an absent key and stops it until the key is free again, one after the other, among permanent children.</summary>
public sealed class LifeContenders : IAsyncDisposable
{
    private const int Guests = 4096;

    private readonly ChannelTracker _tracker = new();
    private readonly JobTable _poolJobs = new(JobStart.OnThePool);
    private readonly JobTable _openersJobs = new(JobStart.OnTheOpener);
    private readonly Channel[] _guests = new Channel[Guests];
    private string[] _keys = new KeySet(Guests, "guest").Lookups;
    private Cursor _trackerAt = new(Guests, 0);
    private Cursor _poolAt = new(Guests, 0);
    private Cursor _openersAt = new(Guests, 0);
    private int _opened;
    private int _died;

    private LifeContenders()
    {
    }

    /// <summary>Opens the permanent children of each contender.</summary>
    public static async Task<LifeContenders> AmongAsync(int others)
    {
        var made = new LifeContenders();
        foreach (string key in new KeySet(others).Stored)
        {
            await made._tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            await made._poolJobs.FindOrOpenAsync(key).ConfigureAwait(false);
            await made._openersJobs.FindOrOpenAsync(key).ConfigureAwait(false);
        }

        return made;
    }

    /// <summary>
    /// Creates an instance for another thread. It opens and stops other keys of the same tables. It does not support ends, and it is not disposed.
    /// </summary>
    /// <param name="number">The number of the thread, so that no two have the same keys.</param>
    public LifeContenders Beside(int number = 0)
    {
        var other = (LifeContenders)MemberwiseClone();
        other._keys = new KeySet(Guests, $"vis{number:D2}").Lookups;
        return other;
    }

    /// <summary>Creates what looks at the tracker as the dashboard does.</summary>
    public DashboardPolls CreatePolls() => new(_tracker);

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
    public async Task<long> OnThePoolAsync(int operations)
    {
        long stopped = 0;
        for (int i = 0; i < operations; i++)
        {
            string key = _keys[_poolAt.Next()];
            await _poolJobs.FindOrOpenAsync(key).ConfigureAwait(false);
            if (await _poolJobs.StopAsync(key).ConfigureAwait(false))
                stopped++;
        }

        return Hits.Checked(stopped, operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> OnTheOpenerAsync(int operations)
    {
        long stopped = 0;
        for (int i = 0; i < operations; i++)
        {
            string key = _keys[_openersAt.Next()];
            await _openersJobs.FindOrOpenAsync(key).ConfigureAwait(false);
            if (await _openersJobs.StopAsync(key).ConfigureAwait(false))
                stopped++;
        }

        return Hits.Checked(stopped, operations);
    }

    /// <summary>Opens the children that end by themselves.</summary>
    public async Task OpenMortalsAsync(int operations)
    {
        _died = 0;
        for (_opened = 0; _opened < operations; _opened++)
            _guests[_opened] = await _tracker.FindOrOpenAsync(_keys[_opened]).ConfigureAwait(false);
    }

    /// <summary>Lets children end by themselves, one after the other, and waits until each key is free.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<long> DeathAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = _keys[_died];
            _guests[_died++].End();

            // Waits for the key of a child that is ending. False if it is already free.
            await _tracker.StopAsync(key).ConfigureAwait(false);
        }

        return operations;
    }

    public async ValueTask DisposeAsync()
    {
        await _tracker.DisposeAsync().ConfigureAwait(false);
        await _poolJobs.DisposeAsync().ConfigureAwait(false);
        await _openersJobs.DisposeAsync().ConfigureAwait(false);
    }
}
