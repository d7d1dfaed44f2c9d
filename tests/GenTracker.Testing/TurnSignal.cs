using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace GenTracker.Testing;

/// <summary>Hands the turn to a waiting thread, once for each wait.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A turn lives as long as its thread, which is as long as the process.")]
internal sealed class TurnSignal
{
    // Most turns are shorter than it takes to wake a thread. Threads on one processor yield instead of spinning.
    private const int Yields = 20;

    private readonly SemaphoreSlim _given = new(0);
    private volatile bool _isGiven;

    public void Give()
    {
        _isGiven = true;
        _given.Release();
    }

    public void Wait()
    {
        for (int yields = 0; yields < Yields && !_isGiven; yields++)
            Thread.Yield();
        _given.Wait();
        _isGiven = false;
    }
}
