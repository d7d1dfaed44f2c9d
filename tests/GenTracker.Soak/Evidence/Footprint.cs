using System;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Soak.Evidence;

/// <summary>What the process takes between two rounds, when nothing of a round is left but what has leaked.</summary>
internal readonly record struct Footprint(long Heap, int PoolThreads, int ProcessThreads)
{
    // What a round takes varies by some 0.2 MB. Of threads, the pool keeps more or fewer, but never more than were needed at once.
    private const long HeapMargin = 2 << 20;
    private const int ThreadMargin = 48;

    public static Footprint Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Process process = Process.GetCurrentProcess();
        return new Footprint(GC.GetTotalMemory(forceFullCollection: true), ThreadPool.ThreadCount, process.Threads.Count);
    }

    public override string ToString() => $"heap {Heap:N0} bytes, {PoolThreads} threads in the pool, {ProcessThreads} in the process";

    /// <summary>What has grown, beyond what varies from one time to the next; null where nothing has.</summary>
    public string? FindGrowth(in Footprint before) =>
        Heap > before.Heap + HeapMargin ? $"the heap has grown from {before.Heap:N0} to {Heap:N0} bytes"
        : PoolThreads > before.PoolThreads + ThreadMargin ? $"the pool has grown from {before.PoolThreads} to {PoolThreads} threads"
        : ProcessThreads > before.ProcessThreads + ThreadMargin ? $"the process has grown from {before.ProcessThreads} to {ProcessThreads} threads"
        : null;
}
