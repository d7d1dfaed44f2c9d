using System.Threading;

namespace GenTracker.Supervision;

/// <summary>
/// Hands the state machine of one key from thread to thread: either one thread runs steps, or the machine is suspended until an operation completes.
/// </summary>
/// <remarks>
/// The thread that suspends and the thread that completes may race. Each side makes one atomic exchange, and exactly one of them goes on with the
/// next step. What a thread wrote before it suspended or completed is visible to the thread that goes on.
/// </remarks>
internal struct StepGate
{
    private const byte Running = 0;
    private const byte Suspended = 1;
    private const byte Completed = 2;

    private byte _state;

    /// <summary>Suspends before the operation is posted, so that nothing can have completed it yet.</summary>
    public void Suspend() => Volatile.Write(ref _state, Suspended);

    /// <summary>Suspends, unless the operation has completed already: then the caller goes on, and the gate is open for the next operation.</summary>
    public bool TrySuspend()
    {
        if (Interlocked.CompareExchange(ref _state, Suspended, Running) == Running)
            return true;
        Resume();
        return false;
    }

    /// <summary>Completes the operation. True if the machine is suspended: then only the caller has to resume it.</summary>
    public bool TryComplete() => Interlocked.Exchange(ref _state, Completed) == Suspended;

    /// <summary>Marks the machine as running on this thread.</summary>
    public void Resume() => Volatile.Write(ref _state, Running);
}
