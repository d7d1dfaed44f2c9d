using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Orleans;

namespace GenTracker.Peers;

/// <summary>The grain.</summary>
public sealed class CounterGrain : Grain, ICounterGrain
{
    private long _count;

    /// <summary>Who waits for the end of a grain, by its key: Orleans does not tell a caller.</summary>
    internal static ConcurrentDictionary<string, TaskCompletionSource> Ending { get; } = new();

    public Task<long> AddAsync() => Task.FromResult(++_count);

    public Task AddSilentlyAsync()
    {
        _count++;
        return Task.CompletedTask;
    }

    public Task<long> GetAsync() => Task.FromResult(_count);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Ending.TryRemove(this.GetPrimaryKeyString(), out TaskCompletionSource? ended))
            ended.SetResult();
        return Task.CompletedTask;
    }
}
