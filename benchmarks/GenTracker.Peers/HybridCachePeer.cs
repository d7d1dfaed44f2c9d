using System;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Peers;

/// <summary>.NET's hybrid cache, in memory alone. It makes a value once for all callers.</summary>
public sealed class HybridCachePeer : Peer
{
    private static readonly HybridCacheEntryOptions MemoryAlone = new()
    {
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
        Expiration = TimeSpan.FromHours(1),
        LocalCacheExpiration = TimeSpan.FromHours(1),
    };

    private readonly ServiceProvider _services;
    private readonly HybridCache _jobs;

    private HybridCachePeer(ServiceProvider services, HybridCache jobs, PeerKeys keys)
        : base("hybridcache", NameOf("HybridCache", jobs.GetType()), keys) => (_services, _jobs) = (services, jobs);

    public static HybridCachePeer Create(PeerKeys keys)
    {
        var services = new ServiceCollection();
        services.AddHybridCache();
        ServiceProvider provider = services.BuildServiceProvider();
        return new HybridCachePeer(provider, provider.GetRequiredService<HybridCache>(), keys);
    }

    public override async Task OpenAsync(string key) => await FindOrOpenAsync(key).ConfigureAwait(false);

    public override async Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
            await FindOrOpenAsync(NextKey()).ConfigureAwait(false);
        return operations;
    }

    public override async Task<long> CountInHandAsync(int operations)
    {
        Job job = await FindOrOpenAsync(Keys.Stored[0]).ConfigureAwait(false);
        return Count(job, operations);
    }

    public override async Task<long> CountByKeyAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += (await FindOrOpenAsync(NextKey()).ConfigureAwait(false)).IncrementBytesIn();
        return sum;
    }

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            Job job = await FindOrOpenAsync(key).ConfigureAwait(false);
            await _jobs.RemoveAsync(key).ConfigureAwait(false);
            await job.StopAsync().ConfigureAwait(false);
        }

        return operations;
    }

    public override async Task<long> ListAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (string key in Keys.Listed)
                sum += (await FindOrOpenAsync(key).ConfigureAwait(false)).BytesIn;
        }

        return sum;
    }

    public override ValueTask DisposeAsync() => _services.DisposeAsync();

    // Not async: its locals would be fields, and slower.
    private static long Count(Job job, int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += job.IncrementBytesIn();
        return sum;
    }

    private ValueTask<Job> FindOrOpenAsync(string key) => _jobs.GetOrCreateAsync(key, key, static (key, _) =>
    {
        var job = new Job(key);
        job.Start(JobStart.OnThePool);
        return new ValueTask<Job>(job);
    }, MemoryAlone);
}
