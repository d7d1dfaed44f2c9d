using System;
using System.Threading;

namespace GenTracker.Aot;

/// <summary>A service that each incarnation gets anew, and that is disposed with it.</summary>
internal sealed class Well : IDisposable
{
    private static int _made;

    /// <summary>Which one it is.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    /// <inheritdoc/>
    public void Dispose() => Console.WriteLine($"well {Number} is left");
}
