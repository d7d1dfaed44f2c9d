using System;
using System.Threading.Tasks;
using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace GenTracker.Peers;

/// <summary>BitFaster's cache, scoped and atomic: what it drops is disposed when nobody uses it any more, and a value is made once for all callers.</summary>
public sealed class BitFasterPeer(PeerKeys keys) : Peer("bitfaster", NameOf("BitFaster", typeof(ConcurrentLru<,>)), keys)
{
    // An LRU keeps a third of its capacity for new items alone. With this it evicts nothing.
    private readonly IScopedAsyncCache<string, ScopedJob> _jobs = new ConcurrentLruBuilder<string, ScopedJob>()
        .WithCapacity(keys.Stored.Length * 4).AsAsyncCache().WithAtomicGetOrAdd().AsScopedCache().Build();

    public override async Task OpenAsync(string key)
    {
        using Lifetime<ScopedJob> job = await FindOrOpenAsync(key).ConfigureAwait(false);
    }

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
            Find(NextKey()).Dispose();
        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        using Lifetime<ScopedJob> job = Find(Keys.Stored[0]);
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += job.Value.Job.IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override Task<long> CountByKeyAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            using Lifetime<ScopedJob> job = Find(NextKey());
            sum += job.Value.Job.IncrementBytesIn();
        }

        return Task.FromResult(sum);
    }

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            ScopedJob job;
            using (Lifetime<ScopedJob> lifetime = await FindOrOpenAsync(key).ConfigureAwait(false))
                job = lifetime.Value;
            _jobs.TryRemove(key);
            await job.Stopped.ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (string key in Keys.Listed)
            {
                using Lifetime<ScopedJob> job = Find(key);
                sum += job.Value.Job.BytesIn;
            }
        }

        return Task.FromResult(sum);
    }

    public override ValueTask DisposeAsync()
    {
        _jobs.Clear();
        return ValueTask.CompletedTask;
    }

    private Lifetime<ScopedJob> Find(string key) =>
        _jobs.ScopedTryGet(key, out Lifetime<ScopedJob>? job) ? job : throw new InvalidOperationException("A job is lost.");

    private ValueTask<Lifetime<ScopedJob>> FindOrOpenAsync(string key) =>
        _jobs.ScopedGetOrAddAsync(key, static key => Task.FromResult(new Scoped<ScopedJob>(ScopedJob.Start(key))));
}
