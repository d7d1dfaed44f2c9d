using System;
using System.Collections.Generic;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Tests.Support;

/// <summary>
/// Keeps the runtime's work until a test runs it, on the test's own thread: in the order in which it came, or in one drawn from a seed.
/// </summary>
internal sealed class SteppedDispatcher(int? seed = null) : IDispatcher
{
    private readonly Lock _gate = new();
    private readonly List<IThreadPoolWorkItem> _ready = [];
    private readonly Random? _random = seed is { } value ? new Random(value) : null;

    public void Post(IThreadPoolWorkItem work)
    {
        lock (_gate)
            _ready.Add(work);
    }

    /// <summary>Runs one piece of work; false where there is none.</summary>
    public bool RunOne()
    {
        IThreadPoolWorkItem next;
        lock (_gate)
        {
            if (_ready.Count == 0)
                return false;
            int index = _random?.Next(_ready.Count) ?? 0;
            next = _ready[index];
            _ready.RemoveAt(index);
        }

        // As on the pool: no synchronization context, and no execution context of whoever posted the work.
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            ExecutionContext.Run(World.BlankContext, static state => ((IThreadPoolWorkItem)state!).Execute(), next);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        return true;
    }

    /// <summary>Runs work until there is none.</summary>
    public void RunAll()
    {
        while (RunOne())
        {
        }
    }
}
