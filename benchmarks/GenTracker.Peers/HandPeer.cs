using System;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;

namespace GenTracker.Peers;

/// <summary>What a careful developer writes by hand: a dictionary of lazy tasks.</summary>
public sealed class HandPeer(PeerKeys keys) : Peer("hand", "by hand", keys)
{
    private readonly JobTable _jobs = new(JobStart.OnThePool);

    public override Task OpenAsync(string key) => _jobs.FindOrOpenAsync(key);

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (_jobs.Find(NextKey()) is null)
                throw new InvalidOperationException("A job is lost.");
        }

        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        Job job = _jobs.Find(Keys.Stored[0])!;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += job.IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override Task<long> CountByKeyAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += _jobs.Find(NextKey())!.IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            await _jobs.FindOrOpenAsync(key).ConfigureAwait(false);
            await _jobs.StopAsync(key).ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (string key in Keys.Listed)
                sum += _jobs.Find(key)!.BytesIn;
        }

        return Task.FromResult(sum);
    }

    public override ValueTask DisposeAsync() => _jobs.DisposeAsync();
}
