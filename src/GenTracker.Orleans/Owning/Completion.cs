using System.Collections.Generic;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// A result that comes once. Each waiter has a task of its own, so that its continuation runs where the result is set: a task with several continuations sends
/// them to the pool, and a test could not decide their order. It costs nothing as long as nobody waits. All members are thread-safe.
/// </summary>
internal sealed class Completion<T>
{
    private List<TaskCompletionSource<T>>? _waiters;
    private T? _result;
    private bool _isSet;

    public bool IsSet
    {
        get
        {
            lock (this)
                return _isSet;
        }
    }

    /// <summary>The result, if it is set.</summary>
    public T? Result
    {
        get
        {
            lock (this)
                return _result;
        }
    }

    public Task<T> WaitAsync()
    {
        lock (this)
        {
            if (_isSet)
                return Task.FromResult(_result!);
            var waiter = new TaskCompletionSource<T>();
            (_waiters ??= []).Add(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Sets the result, unless it is set. Waiters go on before the call returns, so it is the last thing that a method does.</summary>
    public void Set(T result)
    {
        List<TaskCompletionSource<T>>? waiters;
        lock (this)
        {
            if (_isSet)
                return;
            (_result, _isSet) = (result, true);
            (waiters, _waiters) = (_waiters, null);
        }

        foreach (TaskCompletionSource<T> waiter in waiters ?? [])
            waiter.SetResult(result);
    }
}
