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

/// <summary>How long a node that the others have declared dead goes on, if it still reaches the store.</summary>
public sealed class NodeLeaseTests
{
    private const string Tracker = "Room";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.34)]
    [InlineData(0.6)]
    public async Task A_node_that_is_cut_off_from_its_peers_ends_its_children_within_a_third_of_a_lease_and_no_other_node_has_their_keys_before(double cutAfter)
    {
        var time = new FakeTimeProvider();
        var store = new MemoryClusterStore(time);
        var options = new TrackerClusterOptions { TimeProvider = time };
        var members = new Members();
        using var lease = new NodeLease(store, "a", "blue", options, NullLogger.Instance);
        using var otherLease = new NodeLease(store, "b", "blue", options, NullLogger.Instance);
        var host = new Host();
        var owner = new KeyOwner(Tracker, store, lease, members, host, options, NullLogger.Instance);
        host.Owner = owner;
        var other = new KeyOwner(Tracker, store, otherLease, members, new Host(), options, NullLogger.Instance);
        var takeover = new KeyTakeover(Tracker, store, otherLease, members, other, options, NullLogger.Instance);
        await lease.StartAsync(CancellationToken.None);
        await otherLease.StartAsync(CancellationToken.None);
        await owner.GetOrOpen("k", [1], isWanted: true, out _).Opened;

        // What the clock sets off runs before it returns: not so in the context of the test framework.
        SynchronizationContext.SetSynchronizationContext(null);
        Task ended = Task.CompletedTask;
        lease.Lost.Register(() => ended = owner.StopAllAsync());
        _ = lease.RunAsync();
        _ = otherLease.RunAsync();
        time.Advance(options.Lease * cutAfter);

        members.IsCut = true;
        Sweep();
        long cut = time.GetTimestamp();
        while (!host.HasStopped && time.GetElapsedTime(cut) < options.Lease)
        {
            Assert.Null(other.Find("k"));
            time.Advance(Step);
            Sweep();
        }

        Assert.InRange(time.GetElapsedTime(cut), TimeSpan.Zero, (options.Lease / 3) + Step);
        Assert.True(ended.IsCompletedSuccessfully, $"{ended.Status}: {ended.Exception}");
        await store.ReleaseNodeAsync("a", CancellationToken.None);
        Sweep();
        OwnedKey? found = other.Find("k");
        Assert.Equal((2, true), (found!.Epoch, found.IsOpen));

        void Sweep()
        {
            Task sweep = takeover.SweepAsync(CancellationToken.None);
            Assert.True(sweep.IsCompletedSuccessfully, $"{sweep.Status}: {sweep.Exception}");
        }
    }

    [Fact]
    public async Task A_store_whose_calls_cannot_be_cancelled_does_not_keep_children_from_ending()
    {
        var time = new FakeTimeProvider();
        var store = new StubbornStore(new MemoryClusterStore(time));
        var options = new TrackerClusterOptions { TimeProvider = time };
        using var lease = new NodeLease(store, "a", "blue", options, NullLogger.Instance);
        var host = new Host();
        var owner = new KeyOwner(Tracker, store, lease, new Members(), host, options, NullLogger.Instance);
        host.Owner = owner;
        await lease.StartAsync(CancellationToken.None);
        await owner.GetOrOpen("k", [1], isWanted: true, out _).Opened;
        Task asking = store.GetNodesAsync(lease.Over);
        SynchronizationContext.SetSynchronizationContext(null);
        Task ended = Task.CompletedTask;
        lease.Lost.Register(() => ended = owner.StopAllAsync());
        store.OnCancel = () => throw new InvalidOperationException($"Cancelled, and children ended: {host.HasStopped}.");

        time.Advance(options.Lease);

        Assert.True(ended.IsCompletedSuccessfully, $"{ended.Status}: {ended.Exception}");
        Assert.Equal("Cancelled, and children ended: True.", (await Assert.ThrowsAsync<InvalidOperationException>(() => asking)).Message);
        KeyRecord record = (await store.FindAsync(Tracker, "k", CancellationToken.None))!;
        Assert.Equal(("a", true), (record.Owner, record.IsWanted));
    }

    [Fact]
    public async Task A_renewal_that_hangs_is_repeated_in_time()
    {
        var time = new FakeTimeProvider();
        var store = new HangingStore(new MemoryClusterStore(time));
        var options = new TrackerClusterOptions { TimeProvider = time };
        using var lease = new NodeLease(store, "a", "blue", options, NullLogger.Instance);
        await lease.StartAsync(CancellationToken.None);
        SynchronizationContext.SetSynchronizationContext(null);
        store.HangingCalls = 1;
        _ = lease.RunAsync();

        for (TimeSpan passed = TimeSpan.Zero; passed < options.Lease * 2; passed += Step)
        {
            time.Advance(Step);
            Assert.True(lease.IsValid, $"The lease is lost {passed + Step} after it was granted.");
        }

        Assert.Equal(0, store.HangingCalls);
    }

    /// <summary>A store, some of whose renewals do not end before they are cancelled.</summary>
    private sealed class HangingStore(MemoryClusterStore store) : DelegatingStore(store)
    {
        public int HangingCalls { get; set; }

        public override Task<bool> RenewAsync(string node, string cluster, TimeSpan lease, LeaseRequest request, CancellationToken cancellationToken)
        {
            if (HangingCalls == 0)
                return base.RenewAsync(node, cluster, lease, request, cancellationToken);
            HangingCalls--;
            return new TaskCompletionSource<bool>().Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A store that does not answer when it is asked for the nodes, until that is cancelled.</summary>
    private sealed class StubbornStore(MemoryClusterStore store) : DelegatingStore(store)
    {
        public Action? OnCancel { get; set; }

        public override Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken)
        {
            if (!cancellationToken.CanBeCanceled)
                return base.GetNodesAsync(cancellationToken);
            var answer = new TaskCompletionSource<IReadOnlyList<NodeRecord>>();
            cancellationToken.Register(() =>
            {
                try
                {
                    OnCancel!();
                }
                catch (Exception exception)
                {
                    answer.SetException(exception);
                    throw;
                }
            });
            return answer.Task;
        }
    }

    private sealed class Members : IMembers
    {
        public bool IsCut { get; set; }

        public IReadOnlyList<string> GetActive() => IsCut ? ["b"] : ["a", "b"];

        public IReadOnlyList<string> GetActive(string tracker) => GetActive();

        public bool IsDead(string node) => !GetActive().Contains(node);
    }

    private sealed class Host : IChildHost
    {
        public KeyOwner? Owner { get; set; }

        public bool HasStopped { get; private set; }

        public Task StartAsync(KeyRecord record) => Task.CompletedTask;

        public byte[]? ReadSurvivors(string key, long epoch) => null;

        public async Task StopAsync(string key, ExitReason reason)
        {
            HasStopped = true;
            await Owner!.OnEndedAsync(key, 1, reason, hasRun: true, final: null, survivors: null).ConfigureAwait(false);
        }
    }
}
