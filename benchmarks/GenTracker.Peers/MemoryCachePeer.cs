using System;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using Microsoft.Extensions.Caching.Memory;

namespace GenTracker.Peers;

/// <summary>.NET's cache in memory.</summary>
public sealed class MemoryCachePeer(PeerKeys keys) : Peer("memorycache", NameOf("MemoryCache", typeof(MemoryCache)), keys)
{
    private readonly MemoryCache _jobs = new(new MemoryCacheOptions());

    public override Task OpenAsync(string key)
    {
        FindOrOpen(key);
        return Task.CompletedTask;
    }

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
            Find(NextKey());
        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        Job job = Find(Keys.Stored[0]);
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += job.IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override Task<long> CountByKeyAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Find(NextKey()).IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            Job job = FindOrOpen(key);
            _jobs.Remove(key);
            await job.StopAsync().ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (string key in Keys.Listed)
                sum += Find(key).BytesIn;
        }

        return Task.FromResult(sum);
    }

    public override ValueTask DisposeAsync()
    {
        _jobs.Dispose();
        return ValueTask.CompletedTask;
    }

    private Job Find(string key) => _jobs.TryGetValue(key, out Job? job) ? job! : throw new InvalidOperationException("A job is lost.");

    private Job FindOrOpen(string key) => _jobs.GetOrCreate(key, static entry =>
    {
        var job = new Job((string)entry.Key);
        job.Start(JobStart.OnThePool);
        return job;
    })!;
}
