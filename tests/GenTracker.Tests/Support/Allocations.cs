using System;

namespace GenTracker.Tests.Support;

/// <summary>What code allocates on the calling thread.</summary>
internal static class Allocations
{
    /// <summary>How often the code is called in each batch: what it allocates itself is at least this many bytes.</summary>
    public const int Rounds = 10_000;

    private const int Batches = 10;

    /// <summary>
    /// The bytes of the cheapest of some batches. What the code allocates itself is in each of them; what the runtime allocates on the side,
    /// while it compiles the code anew in the background, is not.
    /// </summary>
    public static long Of<TState>(TState state, Action<TState> code)
    {
        long least = long.MaxValue;
        for (var batch = 0; batch < Batches && least > 0; batch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++)
                code(state);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
