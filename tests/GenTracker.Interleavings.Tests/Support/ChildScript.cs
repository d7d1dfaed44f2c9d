using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Interleavings.Support;

/// <summary>The code of a probe child. By default it starts at once and runs until it is stopped.</summary>
internal sealed record ChildScript
{
    public Action OnConstruct { get; init; } = static () => { };

    public Func<ProbeChild, CancellationToken, Task> OnStart { get; init; } = static (_, _) => Task.CompletedTask;

    public Func<ProbeChild, CancellationToken, Task> OnRun { get; init; } = static (_, token) => RunUntilStoppedAsync(token);

    public Func<ChildExit, Task> OnAfterTerminate { get; init; } = static _ => Task.CompletedTask;

    public Func<ValueTask> OnDispose { get; init; } = static () => default;

    /// <summary>Whether the child may ignore its token and be abandoned.</summary>
    public bool MayBeAbandoned { get; init; }

    /// <summary>Ends, without an exception, when the token fires.</summary>
    public static Task RunUntilStoppedAsync(CancellationToken stoppingToken)
    {
        var stopped = new TaskCompletionSource();
        stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        return stopped.Task;
    }
}
