using System;
using System.Threading.Tasks;

namespace GenTracker.Contenders;

/// <summary>Measures the allocations of an operation on all threads.</summary>
public static class Allocated
{
    /// <summary>Returns the bytes for each operation.</summary>
    public static async Task<double> ByAsync(Func<int, Task<long>> work, int operations)
    {
        // Warms up, because some allocations happen only once.
        await work(operations).ConfigureAwait(false);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await work(operations).ConfigureAwait(false);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / operations;
    }
}
