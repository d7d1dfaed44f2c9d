using System;
using System.Collections.Concurrent;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Logging;

/// <summary>
/// Calls the logger on the thread pool, one entry at a time and in order. A logger that throws, blocks or is slow delays only the log. If the queue is full,
/// entries are dropped.
/// </summary>
internal sealed class LogQueue(IDispatcher dispatcher) : IThreadPoolWorkItem
{
    private const int Capacity = 4096;

    private readonly ConcurrentQueue<Action> _entries = new();
    private int _count;

    public void Add(Action entry)
    {
        int count = Interlocked.Increment(ref _count);
        if (count > Capacity)
        {
            Interlocked.Decrement(ref _count);
            return;
        }

        _entries.Enqueue(entry);
        if (count == 1)
            dispatcher.Post(this);
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            // Add counts an entry before it enqueues it, so the entry may still be on its way.
            Action? entry;
            var spin = new SpinWait();
            while (!_entries.TryDequeue(out entry))
                spin.SpinOnce();
            try
            {
                entry();
            }
            catch (Exception)
            {
                // There is no log to which the failure of a logger could go, and it must not affect a child.
            }
        }
        while (Interlocked.Decrement(ref _count) > 0);
    }
}
