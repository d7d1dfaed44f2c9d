using System;

namespace GenTracker;

/// <summary>
/// What <c>AcquireX</c> has counted. <see cref="Dispose"/> gives it back to the same incarnation of the child, once. Thread-safe.
/// </summary>
public abstract class CounterLease : IDisposable
{
    private protected CounterLease()
    {
    }

    /// <summary>
    /// Gives back what was counted. It happens once, however often and from however many threads this method is called. If the child has ended, nothing
    /// happens: the count of its successor is another one. If the counter cannot take it back, because others have already taken away what this lease
    /// holds and its range ends there, nothing is changed. It never throws <see cref="ChildTerminatedException"/> or <see cref="OverflowException"/>.
    /// </summary>
    public abstract void Dispose();
}
