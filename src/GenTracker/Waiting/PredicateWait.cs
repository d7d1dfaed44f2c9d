using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;

namespace GenTracker.Waiting;

/// <summary>
/// One caller that waits until a predicate holds for the running child of a key. The pool evaluates it, never two threads at once, and again whenever
/// something that it may depend on has changed since the evaluation started.
/// </summary>
internal sealed class PredicateWait<TKey, TChild> : IThreadPoolWorkItem
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private const int Idle = 0;
    private const int Evaluating = 1;
    private const int EvaluatingDirty = 2;

    private readonly PredicateWaits<TKey, TChild> _waits;
    private readonly TChild? _only;
    private readonly Func<TChild, bool> _predicate;
    private readonly TaskCompletionSource<TChild> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;
    private int _state;

    // Used by the evaluation alone.
    private TChild? _armed;

    public PredicateWait(
        PredicateWaits<TKey, TChild> waits, TKey key, uint hash, TChild? only, Func<TChild, bool> predicate, CancellationToken cancellationToken)
    {
        _waits = waits;
        Key = key;
        Hash = hash;
        _only = only;
        _predicate = predicate;
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((PredicateWait<TKey, TChild>)state!).Cancel(token), this);
    }

    public TKey Key { get; }

    public uint Hash { get; }

    public Task<TChild> Task => _end.Task;

    /// <summary>Evaluates again, since something has changed that the predicate may depend on.</summary>
    public void Wake()
    {
        int state = Volatile.Read(ref _state);
        while (state != EvaluatingDirty)
        {
            int before = Interlocked.CompareExchange(ref _state, state == Idle ? Evaluating : EvaluatingDirty, state);
            if (before == state)
            {
                if (state == Idle)
                    _waits.Dispatcher.PostCode(this);
                return;
            }

            state = before;
        }
    }

    public void Fail(Exception exception)
    {
        _end.TrySetException(exception);
        _ = _end.Task.Exception;
        Leave();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            Volatile.Write(ref _state, Evaluating);
            if (_end.Task.IsCompleted || Evaluate())
                return;
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Evaluating) != Evaluating);
    }

    private bool Evaluate()
    {
        try
        {
            // What the key type throws fails this wait, as what the predicate throws does.
            TChild? child = _waits.Find(Key);
            if (_only is not null && !ReferenceEquals(child, _only))
            {
                if (!_only.Link.HasEnded)
                    return false;
                Fail(_only.Link.CreateEndedException());
                return true;
            }

            if (child is null)
                return false;
            if (!ReferenceEquals(_armed, child))
            {
                // Once for each child: the flag stays while this wait is in the list.
                child.Link.Arm();
                _armed = child;
            }

            if (!_predicate(child))
                return false;
            _end.TrySetResult(child);
            Leave();
            return true;
        }
        catch (Exception exception)
        {
            Fail(exception);
            return true;
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        _end.TrySetCanceled(cancellationToken);
        Leave();
    }

    private void Leave()
    {
        _waits.Remove(this);
        _registration.Unregister();
    }
}
