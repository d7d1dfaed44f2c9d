using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;
using GenTracker.Peers;

namespace GenTracker.Compare.Suites;

/// <summary>Compares with other libraries that keep children by key, each used as its manual says. All are in one process.</summary>
internal sealed class PeerSuite : Suite
{
    private const int Children = 100_000;
    private const int ListsInWarmUp = 20;
    private const double Goal = 1;

    /// <summary>The first part of the ids of all results.</summary>
    public const string Prefix = "peer-";

    /// <summary>The id of the code by hand, which has goals of its own elsewhere.</summary>
    public const string ByHand = "hand";

    public override string Name => "peers";

    public override int Launches => 1;

    public override async Task RunAsync(Lab lab)
    {
        int children = lab.Quick ? Children / 5 : Children;
        var keys = new PeerKeys(children);
        IReadOnlyList<Peer> peers = await AllPeers.StartAsync(keys).ConfigureAwait(false);
        await AddBytesAsync().ConfigureAwait(false);
        Settle.Heap();
        Compare("lookup", "look up a running child by key", rounds: 30, milliseconds: 5, static peer => peer.LookUpAsync);
        Compare("count-held", "count on a child that is held", rounds: 30, milliseconds: 5, static peer => peer.CountInHandAsync);
        Compare("count-by-key", "count by key, and have the new number", rounds: 30, milliseconds: 5, static peer => peer.CountByKeyAsync);
        Compare("life", "open and stop a child", rounds: 15, milliseconds: 60, static peer => peer.OpenAndStopAsync);
        Compare("list", "read a number of 10,000 children", rounds: 15, milliseconds: null, static peer => peer.ListAsync);
        foreach (Peer peer in peers)
            await peer.DisposeAsync().ConfigureAwait(false);

        async Task AddBytesAsync()
        {
            var bytes = new List<double>();
            foreach (Peer peer in peers)
            {
                // Some allocations happen only once.
                await peer.OpenAndStopAsync(100).ConfigureAwait(false);
                bytes.Add(await Footprint.GrownAsync(children, async () =>
                {
                    foreach (string key in keys.Stored)
                        await peer.OpenAsync(key).ConfigureAwait(false);
                }).ConfigureAwait(false));
            }

            for (int i = 1; i < peers.Count; i++)
            {
                lab.Add(About("bytes", "a live child, all in all, without its key") with
                {
                    Id = $"{About("bytes", "").Id}/{peers[i].Id}",
                    Unit = "B",
                    Goal = GoalFor(peers[i]),
                    Theirs = peers[i].Name,
                    OurRounds = [bytes[0]],
                    TheirRounds = [bytes[i]],
                });
            }
        }

        void Compare(string id, string operation, int rounds, double? milliseconds, Func<Peer, Func<int, Task<long>>> select)
        {
            Contender[] contenders = [.. peers.Select(peer => Create(peer, select(peer), isLong: milliseconds is null))];
            lab.Compare(
                About(id, operation), contenders[0], rounds, milliseconds ?? 0,
                [.. peers.Skip(1).Select((peer, index) => (peer.Id, contenders[index + 1], GoalFor(peer)))]);
        }

        Measurement About(string id, string operation) =>
            new() { Id = $"{Prefix}{id}/{Short(children)}", Operation = operation, Children = children, Ours = "GenTracker" };
    }

    private static double? GoalFor(Peer peer) => peer.Id == ByHand ? null : Goal;

    /// <summary>One operation makes a round if it is long.</summary>
    private static Contender Create(Peer peer, Func<int, Task<long>> run, bool isLong)
    {
        var contender = Contender.Create(peer.Name, run);
        if (!isLong)
            return contender;
        run(ListsInWarmUp).GetAwaiter().GetResult();
        return contender.WithRoundsOf(1);
    }
}
