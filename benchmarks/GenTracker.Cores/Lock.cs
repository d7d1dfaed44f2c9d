using System.Diagnostics;
using GenTracker.Cores;

#pragma warning disable IDE0130 // the compiler knows the lock type by this full name, wherever it is declared
namespace System.Threading;

/// <summary>The lock of the lock statement in the runtime's sources. It measures how long it is held.</summary>
internal sealed class Lock
{
    private readonly object _lock = new();
    private long _takenAt;
    private int _depth;

    public bool IsHeldByCurrentThread => Monitor.IsEntered(_lock);

    /// <summary>How often it was taken by a thread that did not hold it. Written by whoever holds it.</summary>
    public long Takes { get; private set; }

    /// <summary>How long it was held, in ticks of <see cref="Stopwatch"/>.</summary>
    public long HeldTicks { get; private set; }

    public void Enter()
    {
        Monitor.Enter(_lock);
        if (_depth++ > 0)
            return;
        if (Takes++ == 0)
            TakenLocks.Add(this);
        _takenAt = Stopwatch.GetTimestamp();
    }

    public void Exit()
    {
        if (--_depth == 0)
            HeldTicks += Stopwatch.GetTimestamp() - _takenAt;
        Monitor.Exit(_lock);
    }

    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    public readonly ref struct Scope(Lock taken)
    {
        public void Dispose() => taken.Exit();
    }
}
