using System;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.Orleans.Tests.Stores;

public sealed class MemoryClusterStoreTests : ClusterStoreContract
{
    private readonly FakeTimeProvider _time = new();

    protected override Task<IClusterStore> CreateAsync() => Task.FromResult<IClusterStore>(new MemoryClusterStore(_time));

    protected override Task AdvanceAsync(IClusterStore store, TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}
