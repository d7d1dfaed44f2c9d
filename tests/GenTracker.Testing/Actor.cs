using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Testing;

/// <summary>
/// One of those who take turns: a caller with its awaits, or one piece of work. Its code runs in pieces, from one await to the next; a
/// piece may be interrupted at any switching point and then keeps its thread until it goes on.
/// </summary>
internal sealed class Actor
{
    private readonly IThreadPoolWorkItem? _work;
    private readonly string? _name;
    private readonly int _number;
    private readonly ActorContext? _context;
    private readonly Queue<(SendOrPostCallback Code, object? State)>? _pieces;
    private bool _isActive;
    private int _stripe;

    /// <summary>A caller.</summary>
    public Actor(Schedule schedule, string name, Func<Task> code, bool mayWaitForever)
    {
        Schedule = schedule;
        MayWaitForever = mayWaitForever;
        _name = name;
        _context = new ActorContext(this);
        _pieces = new Queue<(SendOrPostCallback, object?)>();
        Enqueue(_ => Task = code(), null);
    }

    /// <summary>A piece of work.</summary>
    public Actor(Schedule schedule, IThreadPoolWorkItem work, int number)
    {
        Schedule = schedule;
        _work = work;
        _number = number;
        _isActive = true;
    }

    public Schedule Schedule { get; }

    public string Name => _name ?? $"{_work!.GetType().Name.Split('`')[0]} {_number}";

    /// <summary>The thread that it has while one of its pieces is under way.</summary>
    public Worker? Worker { get; set; }

    /// <summary>The lock that it waits for.</summary>
    public object? BlockedOn { get; set; }

    /// <summary>A caller's code, once it has begun.</summary>
    public Task? Task { get; private set; }

    public bool MayWaitForever { get; }

    /// <summary>The stripe that it counts in: what a thread's number is to the released library.</summary>
    public ref int Stripe => ref _stripe;

    public void Enqueue(SendOrPostCallback code, object? state)
    {
        Schedule.ThrowUnlessInTurn();
        _pieces!.Enqueue((code, state));
        if (_isActive)
            return;
        _isActive = true;
        Schedule.MakeReady(this);
    }

    /// <summary>Runs one piece on the calling thread.</summary>
    public void Run()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            if (_work is not null)
            {
                _work.Execute();
            }
            else
            {
                (SendOrPostCallback code, object? state) = _pieces!.Dequeue();
                code(state);
            }
        }
        catch (Exception exception)
        {
            Schedule.Fail(new BrokenPromiseException($"{Name} threw {exception.GetType().Name}: {exception.Message}", exception));
        }

        SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Whether another piece has come while the last one ran.</summary>
    public bool HasMore()
    {
        if (Task is { IsFaulted: true } failed)
        {
            Exception cause = failed.Exception!.InnerException!;
            Schedule.Fail(cause as BrokenPromiseException ?? new BrokenPromiseException($"{Name} failed with {cause.GetType().Name}: {cause.Message}", cause));
        }

        _isActive = _pieces is { Count: > 0 };
        return _isActive;
    }
}
