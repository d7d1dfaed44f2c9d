using System.Threading;

namespace GenTracker.Testing;

/// <summary>A thread that runs actors while it has the turn. Exactly one worker of a batch has it; the others sleep.</summary>
internal sealed class Worker
{
    private readonly WorkerPool _pool;
    private readonly Turn _turn = new();
    private object? _task;

    public Worker(WorkerPool pool)
    {
        _pool = pool;
        new Thread(Live) { IsBackground = true, Name = "Explorer" }.UnsafeStart();
    }

    /// <summary>Gives the turn to this worker: to go on where it was interrupted or, if it is idle, with this actor or batch.</summary>
    public void Wake(object task)
    {
        _task = task;
        _turn.Give();
    }

    /// <summary>Waits for the turn.</summary>
    public object? Sleep()
    {
        _turn.Wait();
        return _task;
    }

    private void Live()
    {
        _pool.Enter();
        ExecutionContext blank = ExecutionContext.Capture()!;
        while (true)
        {
            object? task = Sleep();
            Actor? actor = task as Actor ?? ((Batch)task!).NextSchedule();
            while (actor is not null && actor.Worker is null)
            {
                Run(actor);
                ExecutionContext.Restore(blank);
                actor = actor.Schedule.Next(actor) ?? actor.Schedule.Batch.NextSchedule();
            }

            // The turn goes to a worker that was interrupted; this one is free for whatever begins next. Where the batch is over, it has said so itself.
            _pool.Return(this);
            actor?.Worker!.Wake(actor);
        }
    }

    private void Run(Actor actor)
    {
        actor.Worker = this;
        SwitchingPoint.Current = actor;
        actor.Run();
        SwitchingPoint.Current = null;
        actor.Worker = null;
    }
}
