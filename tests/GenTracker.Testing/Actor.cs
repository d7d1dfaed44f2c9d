using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Testing;

/// <summary>
/// A caller with its awaits, or one piece of work. Its code runs in pieces, from one await to the next. A piece can be interrupted at each switching
/// point, and keeps its thread until it goes on.
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

    public Actor(Schedule schedule, string name, Func<Task> code, bool mayWaitForever)
    {
        Schedule = schedule;
        MayWaitForever = mayWaitForever;
        _name = name;
        _context = new ActorContext(this);
        _pieces = new Queue<(SendOrPostCallback, object?)>();
        Enqueue(_ => Task = code(), null);
    }

    public Actor(Schedule schedule, IThreadPoolWorkItem work, int number)
    {
        Schedule = schedule;
        _work = work;
        _number = number;
        _isActive = true;
    }

    public Schedule Schedule { get; }

    public string Name => _name ?? $"{_work!.GetType().Name.Split('`')[0]} {_number}";

    /// <summary>The thread that runs its piece.</summary>
    public Worker? Worker { get; set; }

    public object? BlockedOn { get; set; }

    /// <summary>The task of a caller that has begun.</summary>
    public Task? Task { get; private set; }

    public bool MayWaitForever { get; }

    /// <summary>Its stripe in striped counters. The released library uses the thread instead.</summary>
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
            Schedule.Fail(new PromiseViolationException($"{Name} threw {exception.GetType().Name}: {exception.Message}", exception));
        }

        SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Whether it has another piece to run.</summary>
    public bool HasMore()
    {
        if (Task is { IsFaulted: true } failed)
        {
            Exception cause = failed.Exception!.InnerException!;
            Schedule.Fail(
                cause as PromiseViolationException
                ?? new PromiseViolationException($"{Name} failed with {cause.GetType().Name}: {cause.Message}", cause));
        }

        _isActive = _pieces is { Count: > 0 };
        return _isActive;
    }
}
