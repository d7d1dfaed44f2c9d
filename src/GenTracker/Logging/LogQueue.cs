using System;
using System.Collections.Concurrent;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Logging;

/// <summary>
/// Calls a logger in order, one at a time, and never on a thread that supervises: a logger that throws, hangs or is slow holds up nothing
/// but the log. What does not fit into the queue meanwhile is dropped.
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
            // The count is raised before the entry is there: the one who raised it is about to enqueue.
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
                // A logger that throws has no log to tell it to; its failure must not become a child's.
            }
        }
        while (Interlocked.Decrement(ref _count) > 0);
    }
}
