using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Xunit;

namespace GenTracker.Orleans.Tests.Runtime;

/// <summary>Where the grain of a key is placed.</summary>
public sealed class AtOwnerDirectorTests
{
    [Fact]
    public async Task Placements_at_the_same_time_ask_the_store_once_which_nodes_may_own_keys()
    {
        var silo = SiloAddress.New(IPAddress.Loopback, 11_111, 1);
        var memory = new MemoryClusterStore(TimeProvider.System);
        await memory.RenewAsync(silo.ToParsableString(), "cluster", TimeSpan.FromHours(1), LeaseRequest.First, default);
        var store = new HeldStore(memory);
        var director = new AtOwnerDirector(store, new ClassCatalog(new Manifests(silo)), new TrackerClusterOptions());

        Task<SiloAddress>[] placements = [.. Enumerable.Range(0, 100).Select(index => PlaceAsync(director, silo, $"k{index}"))];
        store.Release();
        SiloAddress[] places = await Task.WhenAll(placements);

        Assert.All(places, place => Assert.Equal(silo, place));
        Assert.Equal(1, store.Questions);
    }

    private static Task<SiloAddress> PlaceAsync(AtOwnerDirector director, SiloAddress silo, string key)
    {
        var target = new PlacementTarget(GrainId.Create("room", key), new Dictionary<string, object>(), GrainInterfaceType.Create("i"), 0);
        return director.OnAddActivation(new AtOwnerPlacement(), target, new Context(silo));
    }

    private sealed class HeldStore(IClusterStore store) : DelegatingStore(store)
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _questions;

        public int Questions => _questions;

        public void Release() => _released.SetResult();

        public override async Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _questions);
            await _released.Task;
            return await base.GetNodesAsync(cancellationToken);
        }
    }

    private sealed class Context(SiloAddress silo) : IPlacementContext
    {
        public SiloAddress LocalSilo => silo;

        public SiloStatus LocalSiloStatus => SiloStatus.Active;

        public SiloAddress[] GetCompatibleSilos(PlacementTarget target) => [silo];

        public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) => throw new NotSupportedException();
    }

    private sealed class Manifests(params SiloAddress[] holders) : IClusterManifestProvider
    {
        private static readonly GrainProperties Properties = new(
            ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add(ClassCatalog.TrackerProperty, "Room"));

        public ClusterManifest Current { get; } = new(
            MajorMinorVersion.MinValue, holders.ToImmutableDictionary(static silo => silo, static _ => CreateManifest(GrainType.Create("room"))));

        public IAsyncEnumerable<ClusterManifest> Updates => throw new NotSupportedException();

        public GrainManifest LocalGrainManifest => throw new NotSupportedException();

        private static GrainManifest CreateManifest(GrainType type) => new(
            ImmutableDictionary<GrainType, GrainProperties>.Empty.Add(type, Properties),
            ImmutableDictionary<GrainInterfaceType, GrainInterfaceProperties>.Empty);
    }
}
