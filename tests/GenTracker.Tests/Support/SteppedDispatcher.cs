using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
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

    /// <summary>Lets a test in whenever something is posted.</summary>
    public Action? OnPost { get; set; }

    public void Post(IThreadPoolWorkItem work)
    {
        lock (_gate)
            _ready.Add(work);
        OnPost?.Invoke();
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

        // As on the pool: no synchronization context, no execution context of whoever posted the work, and the pool's scheduler. With the
        // test runner's scheduler in place, continuations of awaits would leave this thread for the real pool, and the test's hands.
        var step = new Task(() => ExecutionContext.Run(World.BlankContext, static state => ((IThreadPoolWorkItem)state!).Execute(), next));
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            step.RunSynchronously(TaskScheduler.Default);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        step.GetAwaiter().GetResult();
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
