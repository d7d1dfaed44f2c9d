using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.Orleans.Tests.Owning;

/// <summary>Which keys a node takes over.</summary>
public sealed class KeyTakeoverTests
{
    private const string Tracker = "Room";
    private const int Keys = 20;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Keys_are_shared_out_among_the_nodes_that_have_their_class()
    {
        var store = new MemoryClusterStore(_time);
        var options = new TrackerClusterOptions { TimeProvider = _time };
        await store.RenewAsync("lost", "blue", TimeSpan.FromSeconds(1), LeaseRequest.First, CancellationToken.None);
        for (int index = 0; index < Keys; index++)
        {
            var open = new AcquireRequest { Tracker = Tracker, Key = $"k{index}", Node = "lost", Arguments = [1], IsWanted = true };
            await store.AcquireAsync(open, CancellationToken.None);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        foreach (string other in (string[])["b", "c"])
            await store.RenewAsync(other, "blue", options.Lease, LeaseRequest.First, CancellationToken.None);
        using var lease = new NodeLease(store, "a", "blue", options, NullLogger.Instance);
        await lease.StartAsync(CancellationToken.None);
        var members = new Members(["a", "b", "c"], ["a"]);
        var owner = new KeyOwner(Tracker, store, lease, members, new Host(), options, NullLogger.Instance);

        await new KeyTakeover(Tracker, store, lease, members, owner, options, NullLogger.Instance).SweepAsync(CancellationToken.None);

        Assert.Equal(Keys, (await store.GetOwnedAsync(Tracker, "a", CancellationToken.None)).Count);
    }

    private sealed class Members(string[] active, string[] holders) : IMembers
    {
        public IReadOnlyList<string> GetActive() => active;

        public IReadOnlyList<string> GetActive(string tracker) => tracker == Tracker ? holders : active;

        public bool IsDead(string node) => !active.Contains(node);
    }

    private sealed class Host : IChildHost
    {
        public Task StartAsync(KeyRecord record) => Task.CompletedTask;

        public byte[]? ReadSurvivors(string key, long epoch) => null;

        public Task StopAsync(string key, ExitReason reason) => Task.CompletedTask;
    }
}
