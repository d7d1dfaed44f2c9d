using System.Collections.Generic;

namespace GenTracker.Cores;

/// <summary>What an open and stop of a child shares with those of all other keys.</summary>
/// <param name="Locks">The locks that all take.</param>
/// <param name="Posts">How often work is posted to the pool.</param>
public sealed record LifeCosts(IReadOnlyList<SharedLock> Locks, double Posts);
