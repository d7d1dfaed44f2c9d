using System.Threading;

namespace GenTracker.Supervision;

/// <summary>
/// Numbers that rise for each key without a memory of keys that are gone: a life starts above the highest number of all lives that have
/// ended, and counts on from there.
/// </summary>
internal sealed class IncarnationNumbers
{
    private long _highestEnded;

    public long First => Volatile.Read(ref _highestEnded) + 1;

    /// <summary>Called before an ended life's key is free, so that the next life of that key starts above it.</summary>
    public void OnLifeEnded(long lastNumber)
    {
        long seen = Volatile.Read(ref _highestEnded);
        while (lastNumber > seen)
        {
            long before = Interlocked.CompareExchange(ref _highestEnded, lastNumber, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
