using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// What the children of one life of a key do, and what passes from one incarnation to the next. A tracker keeps it as the opener's
/// argument, so whoever is constructed with it is of that life.
/// </summary>
internal sealed class Plot(IArena arena, KeyBook book, object key)
{
    private int _incarnations;

    public IArena Arena => arena;

    public KeyBook Book => book;

    public object Key => key;

    public Findings Findings => arena.Findings;

    public RestartPolicy Restart { get; init; }

    public bool IsAdopted { get; init; }

    /// <summary>Which of the kinds of its class the children are of.</summary>
    public bool IsOfOtherKind { get; init; }

    /// <summary>How many incarnations there were, failed ones too.</summary>
    public int Incarnations => Volatile.Read(ref _incarnations);

    /// <summary>The last incarnation that ran: what survives of it is what the next one begins with.</summary>
    public Witness? LastThatRan { get; set; }

    /// <summary>Whether the last incarnation was told that another one follows.</summary>
    public bool ExpectsRestart { get; set; } = true;

    public Action<Witness> OnConstruct { get; init; } = static _ => { };

    public Func<Witness, CancellationToken, Task?> OnStart { get; init; } = static (_, _) => Task.CompletedTask;

    public Func<Witness, CancellationToken, Task?> OnRun { get; init; } = static (_, stoppingToken) => RunUntilStoppedAsync(stoppingToken);

    public Func<Witness, ChildExit, CancellationToken, Task> OnAfterTerminate { get; init; } = static (_, _, _) => Task.CompletedTask;

    public Func<Witness, Task> OnDispose { get; init; } = static _ => Task.CompletedTask;

    /// <summary>A run that ends, without an exception, when it is told to stop.</summary>
    public static async Task RunUntilStoppedAsync(CancellationToken stoppingToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
            await stopped.Task.ConfigureAwait(false);
    }

    /// <summary>Counts an incarnation in; its ordinal, from 0.</summary>
    public int NextIncarnation() => Interlocked.Increment(ref _incarnations) - 1;
}
