using System.Collections.Generic;
using System.Threading.Tasks;

namespace GenTracker.Peers;

/// <summary>All peers. Ours is the first.</summary>
public static class AllPeers
{
    public static async Task<IReadOnlyList<Peer>> StartAsync(PeerKeys keys) =>
    [
        new TrackedPeer(keys),
        new HandPeer(keys),
        new BitFasterPeer(keys),
        new MemoryCachePeer(keys),
        HybridCachePeer.Create(keys),
        new ProtoActorPeer(keys),
        new AkkaPeer(keys),
        await OrleansPeer.StartAsync(keys).ConfigureAwait(false),
    ];
}
