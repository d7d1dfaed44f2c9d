using System.Collections.Generic;

namespace GenTracker.Compare.Suites;

/// <summary>All suites, in the order of their execution.</summary>
internal static class AllSuites
{
    public static IReadOnlyList<Suite> List { get; } =
    [
        new FindSuite(1_000, goal: 0.6),
        new FindSuite(100_000, goal: 0.55),
        new FindSuite(1_000_000, goal: 0.45),
        new KeyTypeSuite(),
        new CountSuite(),
        new SetSuite(),
        new ReadSuite(),
        new ThreadSuite(),
        new WriterSuite(),
        new CoresSuite(),
        new IndexSuite(),
        new OpenHitSuite(1_000),
        new OpenHitSuite(100_000),
        new OpenHitSuite(1_000_000),
        new LifeSuite(1_000),
        new LifeSuite(100_000),
        new LifeSuite(1_000_000),
        new LifeSuite(1_000, spins: false),
        new SleeperSuite(),
        new ListenerSuite(),
        new DashboardSuite(),
        new ClusterSuite(),
        new MemorySuite(100_000),
        new MemorySuite(1_000_000),
        new MillionSuite(),
        new PeerSuite(),
        new BeamSuite(),
    ];
}
