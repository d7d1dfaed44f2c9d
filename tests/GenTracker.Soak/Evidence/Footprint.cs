using System;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Soak.Evidence;

/// <summary>What the process takes between two rounds, when nothing of a round is left but what has leaked.</summary>
internal readonly record struct Footprint(long Heap, int PoolThreads, int ProcessThreads)
{
    private const long HeapMargin = 8 << 20;
    private const int ThreadMargin = 64;

    public static Footprint Take()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Process process = Process.GetCurrentProcess();
        return new Footprint(GC.GetTotalMemory(forceFullCollection: true), ThreadPool.ThreadCount, process.Threads.Count);
    }

    /// <summary>What has grown, beyond what varies from one time to the next; null where nothing has.</summary>
    public string? FindGrowth(in Footprint before) =>
        Heap > before.Heap + HeapMargin ? $"the heap has grown from {before.Heap:N0} to {Heap:N0} bytes"
        : PoolThreads > before.PoolThreads + ThreadMargin ? $"the pool has grown from {before.PoolThreads} to {PoolThreads} threads"
        : ProcessThreads > before.ProcessThreads + ThreadMargin ? $"the process has grown from {before.ProcessThreads} to {ProcessThreads} threads"
        : null;
}
