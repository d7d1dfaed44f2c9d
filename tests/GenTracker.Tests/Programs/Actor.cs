using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Programs;

/// <summary>The child of the programs: as its plan says, step by step.</summary>
[Tracker]
internal sealed partial class Actor(string name, Plan plan) : ITrackedChild, IAsyncDisposable
{
    private readonly List<TaskCompletionSource> _waiting = [];

    [TrackedAttr]
    public partial long Count { get; }

    [TrackedAttr]
    public partial int Seats { get; }

    [TrackedAttr(Survives = true)]
    public partial long Lasting { get; }

    public string Name => name;

    /// <summary>What was called, in order.</summary>
    public List<string> Steps { get; } = ["new"];

    public Task StartAsync(CancellationToken cancellationToken) => Play("start", plan.Start, cancellationToken);

    public Task RunAsync(CancellationToken stoppingToken) => Play("run", plan.Run, stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) =>
        Play($"after {exit.Reason}{(exit.WillRestart ? " restarts" : "")} {Count} {Seats} {Lasting}", plan.End, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Steps.Add("dispose");
        return default;
    }

    /// <summary>The step that has waited longest, and waits no longer; null where none waits.</summary>
    public TaskCompletionSource? TakeWaiting()
    {
        TaskCompletionSource? waiting = _waiting.FirstOrDefault(static waiting => !waiting.Task.IsCompleted);
        if (waiting is not null)
            _waiting.Remove(waiting);
        return waiting;
    }

    private Task Play(string step, Manner manner, CancellationToken cancellationToken)
    {
        Steps.Add(step);
        switch (manner)
        {
            case Manner.Goes:
                return Task.CompletedTask;
            case Manner.Fails:
                return Task.FromException(new InvalidOperationException(step));
        }

        // Its continuations run where it is completed: in the hands of the world.
        var waiting = new TaskCompletionSource();
        _waiting.Add(waiting);
        if (manner == Manner.Waits)
            cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
        else if (manner == Manner.Yields)
            cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), waiting);
        return waiting.Task;
    }
}
