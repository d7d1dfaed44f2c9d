using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Interleavings.Support;

/// <summary>What a subject's code does. Without a script it starts at once and runs until it is stopped.</summary>
internal sealed record Script
{
    public Action Constructing { get; init; } = static () => { };

    public Func<Subject, CancellationToken, Task> Starting { get; init; } = static (_, _) => Task.CompletedTask;

    public Func<Subject, CancellationToken, Task> Running { get; init; } = static (_, token) => UntilStopped(token);

    public Func<ChildExit, Task> Ending { get; init; } = static _ => Task.CompletedTask;

    public Func<ValueTask> Disposing { get; init; } = static () => default;

    /// <summary>Whether it may ignore its token, be given up, and outlive its key.</summary>
    public bool MayBeLeftBehind { get; init; }

    /// <summary>Ends, without an exception, when it is told to stop.</summary>
    public static Task UntilStopped(CancellationToken stoppingToken)
    {
        var stopped = new TaskCompletionSource();
        stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        return stopped.Task;
    }
}
