using System;
using System.Threading.Tasks;

namespace GenTracker.Contenders;

/// <summary>What work allocates, on whatever threads.</summary>
public static class Allocated
{
    /// <summary>The bytes of one operation.</summary>
    public static async Task<double> ByAsync(Func<int, Task<long>> work, int operations)
    {
        // Once before: what is allocated the first time only is not the operation's.
        await work(operations).ConfigureAwait(false);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await work(operations).ConfigureAwait(false);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / operations;
    }
}
