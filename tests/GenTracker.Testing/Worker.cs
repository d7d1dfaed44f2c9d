using System.Threading;

namespace GenTracker.Testing;

/// <summary>A thread that runs actors while it has the turn. One worker of a batch has it; the others sleep.</summary>
internal sealed class Worker
{
    private readonly WorkerPool _pool;
    private readonly TurnSignal _turn = new();
    private object? _task;

    public Worker(WorkerPool pool)
    {
        _pool = pool;
        new Thread(Live) { IsBackground = true, Name = "Explorer" }.UnsafeStart();
    }

    /// <summary>Gives the turn to this worker. It goes on with its interrupted actor, or begins with this actor or batch.</summary>
    public void Wake(object task)
    {
        _task = task;
        _turn.Give();
    }

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

            // The turn goes to the worker of an interrupted actor, and this one is free. A batch that is over has said so itself.
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
