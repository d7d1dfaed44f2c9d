using System.Collections.Concurrent;
using System.Threading;

namespace GenTracker.Cores;

/// <summary>All locks of the runtime that were taken once at least.</summary>
internal static class TakenLocks
{
    private static readonly ConcurrentBag<Lock> Taken = [];

    public static void Add(Lock taken) => Taken.Add(taken);

    public static Lock[] ToArray() => [.. Taken];
}
