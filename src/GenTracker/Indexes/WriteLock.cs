using System.Diagnostics;
using System.Threading;

namespace GenTracker.Indexes;

/// <summary>
/// One word that is the lock of the writes of one slot, their version, and what has become of the child. A write takes the lock with the compare-exchange that
/// finds the version unchanged. The lock is held for a few instructions, never while user code runs. If the system stops its holder, others spin, then yield
/// and sleep, as those do that wait for a <see cref="Slots.SeqLockSlot{T}"/>.
/// </summary>
internal struct WriteLock
{
    public const long ShownBit = 2;
    public const long SealedBit = 4;
    public const long VersionStep = 8;
    private const long WritingBit = 1;

    private long _state;

    /// <summary>The version of the value, whether it is being written, and whether the child can be found and is sealed.</summary>
    public readonly long State => Volatile.Read(in _state);

    public readonly bool IsWriting => (State & WritingBit) != 0;

    /// <summary>Waits until a write that is in progress has ended.</summary>
    public readonly void AwaitWrite()
    {
        SpinWait spin = default;
        for (long state = State; (state & WritingBit) != 0 && State == state;)
            spin.SpinOnce();
    }

    /// <summary>Takes the lock if nothing has changed since the state was read.</summary>
    public bool TryEnter(long state) => (state & WritingBit) == 0 && Interlocked.CompareExchange(ref _state, state | WritingBit, state) == state;

    /// <summary>Takes the lock.</summary>
    /// <returns>The state before.</returns>
    public long Enter()
    {
        SpinWait spin = default;
        while (true)
        {
            long state = State;
            if (TryEnter(state))
                return state;
            spin.SpinOnce();
        }
    }

    /// <summary>Changes the state while the lock is held, or with <see cref="Exit"/>.</summary>
    public void SetState(long state)
    {
        Debug.Assert(IsWriting, "Only the holder of the lock changes the state.");
        Volatile.Write(ref _state, state | WritingBit);
    }

    /// <summary>Gives back the lock.</summary>
    public void Exit(long state)
    {
        Debug.Assert(IsWriting, "Only the holder of the lock gives it back.");
        Volatile.Write(ref _state, state);
    }
}
