using System;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Soak.Oracles;

/// <summary>The memory and threads of the process between two rounds, when only leaks are left of a round.</summary>
internal readonly record struct Footprint(long Heap, int PoolThreads, int ProcessThreads)
{
    // A round varies by some 0.2 MB. The pool keeps at most as many threads as were needed at once.
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

    /// <summary>What has grown by more than it varies; null if nothing has.</summary>
    public string? FindGrowth(in Footprint before) =>
        Heap > before.Heap + HeapMargin ? $"the heap has grown from {before.Heap:N0} to {Heap:N0} bytes"
        : PoolThreads > before.PoolThreads + ThreadMargin ? $"the pool has grown from {before.PoolThreads} to {PoolThreads} threads"
        : ProcessThreads > before.ProcessThreads + ThreadMargin ? $"the process has grown from {before.ProcessThreads} to {ProcessThreads} threads"
        : null;
}
