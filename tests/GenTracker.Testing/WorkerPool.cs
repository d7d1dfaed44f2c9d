using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Testing;

/// <summary>
/// The threads of one batch at a time, reused by later ones. Only one of them runs at a time, so they share a processor: handing over is cheapest there.
/// </summary>
internal sealed class WorkerPool
{
    private static readonly Lock PoolLock = new();
    private static readonly Stack<WorkerPool> Free = new();
    private static int _made;

    private readonly Lock _gate = new();
    private readonly Stack<Worker> _idle = new();
    private readonly int _number;

    private WorkerPool(int number) => _number = number;

    /// <summary>Takes a free pool. Pools that are in use at the same time have different processors, if there are enough.</summary>
    public static WorkerPool Rent()
    {
        lock (PoolLock)
            return Free.TryPop(out WorkerPool? pool) ? pool : new WorkerPool(_made++);
    }

    public void GiveBack()
    {
        lock (PoolLock)
            Free.Push(this);
    }

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

    public void Enter() => ProcessorAffinity.Pin(_number);
}
