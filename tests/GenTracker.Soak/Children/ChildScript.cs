using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Oracles;

namespace GenTracker.Soak.Children;

/// <summary>
/// What the children of one opening do, and what passes from one incarnation to the next. Each restart gets the same script, so its
/// incarnations belong together. By default a child runs until it is stopped.
/// </summary>
internal sealed class ChildScript(TrackerUnderTest tracker, string key)
{
    private int _incarnations;

    public TrackerUnderTest Tracker => tracker;

    public string Key => key;

    public KeyHistory History { get; } = tracker.HistoryOf(key);

    public SoakReport Report => tracker.Report;

    public ChildOrigin Origin { get; init; } = tracker.Origin;

    public RestartPolicy Restart { get; init; }

    /// <summary>How many incarnations there were, failed ones too.</summary>
    public int Incarnations => Volatile.Read(ref _incarnations);

    /// <summary>The last incarnation that ran: the next one begins with what survives of it.</summary>
    public ChildOracle? LastRunning { get; set; }

    /// <summary>Whether the last incarnation was told that another one follows.</summary>
    public bool ExpectsRestart { get; set; } = true;

    public Action<ChildOracle> OnConstruct { get; init; } = static _ => { };

    public Func<ChildOracle, CancellationToken, Task?> OnStart { get; init; } = static (_, _) => Task.CompletedTask;

    public Func<ChildOracle, CancellationToken, Task?> OnRun { get; init; } = static (_, stoppingToken) => RunUntilStoppedAsync(stoppingToken);

    public Func<ChildOracle, ChildExit, CancellationToken, Task> OnAfterTerminate { get; init; } = static (_, _, _) => Task.CompletedTask;

    public Func<ChildOracle, Task> OnDispose { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Ends, without an exception, when the token fires.</summary>
    public static async Task RunUntilStoppedAsync(CancellationToken stoppingToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
            await stopped.Task;
    }

    /// <summary>The ordinal of the next incarnation, from 0.</summary>
    public int NextIncarnation() => Interlocked.Increment(ref _incarnations) - 1;
}
