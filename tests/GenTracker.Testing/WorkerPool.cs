using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Testing;

/// <summary>
/// The threads of one batch at a time, kept from schedule to schedule and from batch to batch. Only one of them runs at a time, so they share
/// a processor: to hand the turn over is cheapest there, and waits for no other processor to come free.
/// </summary>
internal sealed class WorkerPool
{
    private static readonly Lock Gate = new();
    private static readonly Stack<WorkerPool> Free = new();
    private static int _made;

    private readonly Lock _gate = new();
    private readonly Stack<Worker> _idle = new();
    private readonly int _number;

    private WorkerPool(int number) => _number = number;

    /// <summary>A pool that nobody else has; each pool that is in use at the same time has another processor, as far as there are.</summary>
    public static WorkerPool Rent()
    {
        lock (Gate)
            return Free.TryPop(out WorkerPool? pool) ? pool : new WorkerPool(_made++);
    }

    /// <summary>Gives this pool to the next batch.</summary>
    public void GiveBack()
    {
        lock (Gate)
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

    /// <summary>Called by each worker on its thread, as it begins.</summary>
    public void Enter() => Processor.Keep(_number);
}
