using System.Diagnostics;
using System.Threading;
using GenTracker.Table;

namespace GenTracker.Supervision;

/// <summary>The locks of a <see cref="TrackerState{TKey, TChild}"/>, and whether somebody watches it.</summary>
internal sealed class StateStripes(Lock stateLock)
{
    private readonly LockStripes _stripes = new();

    // Set while all locks are held; cleared under that of the state. Read under one of the others.
    private bool _hasSubscriptions;
    private bool _awaitsSettling;

    /// <summary>The lock of the state as a whole. It is inside those of the stripes.</summary>
    public Lock StateLock => stateLock;

    /// <summary>Whether each change has to be made under the lock of the state.</summary>
    public bool IsWatched => Volatile.Read(ref _hasSubscriptions) || Volatile.Read(ref _awaitsSettling);

    public bool HasSubscriptions
    {
        set
        {
            Debug.Assert(stateLock.IsHeldByCurrentThread);
            Volatile.Write(ref _hasSubscriptions, value);
        }
    }

    /// <summary>Whether callers wait until all is settled.</summary>
    public bool AwaitsSettling
    {
        get => Volatile.Read(ref _awaitsSettling);
        set
        {
            Debug.Assert(stateLock.IsHeldByCurrentThread);
            Volatile.Write(ref _awaitsSettling, value);
        }
    }

    /// <summary>The lock of a share of the keys. It is inside that of a lifecycle.</summary>
    public object this[uint hash] => _stripes[hash];

    /// <summary>Takes all locks, until the result is disposed.</summary>
    public Scope EnterAll()
    {
        _stripes.EnterAll();
        stateLock.Enter();
        return new Scope(this);
    }

    public readonly ref struct Scope(StateStripes stripes)
    {
        public void Dispose()
        {
            stripes.StateLock.Exit();
            stripes._stripes.ExitAll();
        }
    }
}
