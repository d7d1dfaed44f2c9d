using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using Microsoft.Extensions.Logging;

namespace GenTracker.Tests.Support;

/// <summary>A tracker with the clock and the dispatcher that decide all that happens to it.</summary>
internal sealed class World
{
    public World(Action<TrackerOptions>? configure = null, int? seed = null, IServiceProvider? services = null, ILoggerFactory? loggerFactory = null)
    {
        Dispatcher = new SteppedDispatcher(seed);
        Options = new TrackerOptions
        {
            TimeProvider = Time,
            Dispatcher = Dispatcher,
            Randomizer = static () => 0,
        };
        configure?.Invoke(Options);
        Tracker = new ProbeTracker(Options, services, loggerFactory);
    }

    /// <summary>An execution context in which no test has set anything.</summary>
    public static ExecutionContext BlankContext { get; } = MakeBlankContext();

    public ManualTime Time { get; } = new();

    /// <summary>The time that timers go by.</summary>
    public DateTimeOffset Now => Time.GetUtcNow() - Time.Set;

    public SteppedDispatcher Dispatcher { get; }

    public ProbeTracker Tracker { get; }

    /// <summary>What <see cref="Tracker"/> was made with: for a further tracker in the same world.</summary>
    public TrackerOptions Options { get; }

    /// <summary>Runs everything that can run without the clock being moved.</summary>
    public void Settle() => Dispatcher.RunAll();

    /// <summary>Moves the clock, and runs everything on the way at its exact time.</summary>
    public void Advance(TimeSpan span)
    {
        DateTimeOffset end = Now + span;
        do
            Settle();
        while (Time.AdvanceToNextTimer(end));
        Settle();
    }

    /// <summary>
    /// Runs a step as the runtime's own work is run, and then everything that it sets going. A gate that children wait at is opened so: opened
    /// directly, it would let them go on wherever the test runner likes. One gate lets one child go on: of several that await one task, the
    /// real pool gets all but one.
    /// </summary>
    public void Run(Action step)
    {
        Dispatcher.Post(new ActionWorkItem(step));
        Settle();
    }

    /// <summary>Runs what can run, and fails where the task is still waiting then, or has failed.</summary>
    public void Finish(Task task)
    {
        Settle();
        if (!task.IsCompleted)
            throw new InvalidOperationException("The task is still waiting, though nothing is left that could run.");
        task.GetAwaiter().GetResult();
    }

    /// <summary>What a task has come to once nothing can run any more. Fails where it is still waiting.</summary>
    public T Result<T>(Task<T> task)
    {
        Finish(task);
        return task.GetAwaiter().GetResult();
    }

    public T Result<T>(ValueTask<T> task) => Result(task.AsTask());

    /// <summary>Opens a child and runs its start.</summary>
    public Probe Open(string key, Action<Probe>? script = null, ChildOptions? options = null) => Result(Tracker.OpenAsync(key, script, options));

    private static ExecutionContext MakeBlankContext()
    {
        ExecutionContext? blank = null;
        var thread = new Thread(() => blank = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return blank!;
    }
}
