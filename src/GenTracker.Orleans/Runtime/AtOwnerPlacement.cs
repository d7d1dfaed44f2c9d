using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace GenTracker.Orleans.Runtime;

/// <summary>Places the grain of a key on the node that owns it, and the grain of a key without an owner on any node that may own keys.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("gentracker.atowner")]
internal sealed class AtOwnerPlacement : PlacementStrategy;

/// <summary>See <see cref="AtOwnerPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AtOwnerAttribute() : PlacementAttribute(new AtOwnerPlacement())
{
    public override void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        base.Populate(services, grainClass, grainType, properties);
        string type = grainType.ToString()!;
        if (services.GetServices<HostedClass>().FirstOrDefault(hosted => hosted.GrainType == type) is { } hosted)
            properties[ClassCatalog.TrackerProperty] = hosted.Tracker;
    }
}

/// <summary>See <see cref="AtOwnerPlacement"/>. All members are thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="classes">Which silos have which classes.</param>
/// <param name="options">The options.</param>
internal sealed class AtOwnerDirector(IClusterStore store, ClassCatalog classes, TrackerClusterOptions options) : IPlacementDirector
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private volatile AbleNodes? _able;
    private Task<AbleNodes>? _asking;

    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        // A silo has the grain of each class that is compiled into it, and the class itself only if that was added.
        string? tracker = classes.FindTracker(target.GrainIdentity.Type);
        string? key = target.GrainIdentity.Key.ToString();
        SiloAddress[] silos = tracker is null ? [] : Array.FindAll(context.GetCompatibleSilos(target), silo => classes.Has(silo, tracker));
        if (tracker is null || key is null || silos.Length == 0)
        {
            throw new ClusterException(
                $"Node {context.LocalSilo.ToParsableString()} knows no node that has the class of the grain type {target.GrainIdentity.Type}.",
                tracker,
                key);
        }

        HashSet<string> able;
        try
        {
            KeyRecord? record = await store.FindAsync(tracker, key, CancellationToken.None).ConfigureAwait(false);
            if (record?.Owner is { } owner && Array.Find(silos, silo => silo.ToParsableString() == owner) is { } there)
                return there;
            able = await GetAbleAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The caller's node sees that nothing was done, and repeats the call.
            throw new ClusterException($"A node cannot reach the store of the cluster: {exception.Message}", tracker, key);
        }

        SiloAddress[] candidates = Array.FindAll(silos, silo => able.Contains(silo.ToParsableString()));
        if (candidates.Length == 0)
            candidates = silos;
        return candidates[Random.Shared.Next(candidates.Length)];
    }

    // Many keys are placed at once, and all of them ask for the same. The first one asks, and the others wait for its answer.
    private async ValueTask<HashSet<string>> GetAbleAsync()
    {
        if (_able is { } known && options.TimeProvider.GetElapsedTime(known.At) < MaxAge)
            return known.Nodes;
        Task<AbleNodes> asking;
        lock (_lock)
            asking = _asking is { IsCompleted: false } ? _asking : _asking = AskAsync();
        return (await asking.ConfigureAwait(false)).Nodes;
    }

    private async Task<AbleNodes> AskAsync()
    {
        long asked = options.TimeProvider.GetTimestamp();
        IReadOnlyList<NodeRecord> nodes = await store.GetNodesAsync(CancellationToken.None).ConfigureAwait(false);
        var able = new AbleNodes([.. nodes.Where(static node => !node.IsRevoked).Select(static node => node.Node)], asked);
        _able = able;
        return able;
    }

    private sealed record AbleNodes(HashSet<string> Nodes, long At);
}
