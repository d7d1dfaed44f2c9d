using System;
using System.Threading.Tasks;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Peers;

/// <summary>GenTracker.</summary>
public sealed class TrackedPeer(PeerKeys keys) : Peer("gentracker", "GenTracker", keys)
{
    private readonly ChannelTracker _tracker = new();

    public override async Task OpenAsync(string key) => await _tracker.FindOrOpenAsync(key).ConfigureAwait(false);

    public override Task<long> LookUpAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (_tracker.Find(NextKey()) is null)
                throw new InvalidOperationException("A child is lost.");
        }

        return Task.FromResult<long>(operations);
    }

    public override Task<long> CountInHandAsync(int operations)
    {
        Channel channel = _tracker.Find(Keys.Stored[0])!;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += channel.IncrementBytesIn();
        return Task.FromResult(sum);
    }

    public override Task<long> CountByKeyAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += _tracker.IncrementBytesIn(NextKey());
        return Task.FromResult(sum);
    }

    public override async Task<long> OpenAndStopAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            string key = NextGuest();
            await _tracker.FindOrOpenAsync(key).ConfigureAwait(false);
            await _tracker.StopAsync(key).ConfigureAwait(false);
        }

        return operations;
    }

    public override Task<long> ListAsync(int operations)
    {
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            foreach (string key in Keys.Listed)
                sum += _tracker.Find(key)!.BytesIn;
        }

        return Task.FromResult(sum);
    }

    public override ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
