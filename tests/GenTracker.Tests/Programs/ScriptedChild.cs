using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Programs;

/// <summary>The child of the programs. Its script says what each method does.</summary>
[Tracker]
internal sealed partial class ScriptedChild(string name, ChildScript script) : ITrackedChild, IAsyncDisposable
{
    private readonly List<TaskCompletionSource> _waiting = [];

    [TrackedAttr]
    public partial long Count { get; }

    [TrackedAttr]
    public partial int Seats { get; }

    [TrackedAttr(Survives = true)]
    public partial long Lasting { get; }

    [TrackedAttr(Index = true)]
    public partial string? Team { get; set; }

    [TrackedAttr(Unique = true, Survives = true)]
    public partial string? Badge { get; set; }

    public string Name => name;

    /// <summary>What was called, in order.</summary>
    public List<string> Steps { get; } = ["new"];

    public Task StartAsync(CancellationToken cancellationToken) => Run("start", script.Start, cancellationToken);

    public Task RunAsync(CancellationToken stoppingToken) => Run("run", script.Run, stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) =>
        Run($"after {exit.Reason}{(exit.WillRestart ? " restarts" : "")} {Count} {Seats} {Lasting}", script.End, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Steps.Add("dispose");
        return default;
    }

    /// <summary>Takes out the step that has waited longest; null if none waits.</summary>
    public TaskCompletionSource? TakeWaiting()
    {
        TaskCompletionSource? waiting = _waiting.FirstOrDefault(static waiting => !waiting.Task.IsCompleted);
        if (waiting is not null)
            _waiting.Remove(waiting);
        return waiting;
    }

    private Task Run(string step, Behavior behavior, CancellationToken cancellationToken)
    {
        Steps.Add(step);
        switch (behavior)
        {
            case Behavior.Completes:
                return Task.CompletedTask;
            case Behavior.Fails:
                return Task.FromException(new InvalidOperationException(step));
        }

        // Continuations run inline, on the thread of the program.
        var waiting = new TaskCompletionSource();
        _waiting.Add(waiting);
        if (behavior == Behavior.CanceledByToken)
            cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
        else if (behavior == Behavior.CompletesOnToken)
            cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), waiting);
        return waiting.Task;
    }
}
