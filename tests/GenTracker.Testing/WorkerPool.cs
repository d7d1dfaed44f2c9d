using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Testing;

/// <summary>The threads of explorations, kept from schedule to schedule.</summary>
internal sealed class WorkerPool
{
    public static readonly WorkerPool Instance = new();

    private readonly Lock _gate = new();
    private readonly Stack<Worker> _idle = new();

    public Worker Take()
    {
        lock (_gate)
            return _idle.TryPop(out Worker? worker) ? worker : new Worker(this);
    }

    public void Return(Worker worker)
    {
        lock (_gate)
            _idle.Push(worker);
    }
}
