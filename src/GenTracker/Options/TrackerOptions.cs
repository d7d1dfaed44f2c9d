using System;
using GenTracker.Dispatching;

namespace GenTracker;

/// <summary>
/// How a tracker supervises its children. A tracker copies them when it is constructed: later changes have no effect, and until then they are for
/// one thread. With <c>AddTracker</c> they are the named options of the tracker's name, bindable from configuration and validated at start.
/// </summary>
public sealed class TrackerOptions
{
    /// <summary>Which ends of a child are followed by a restart.</summary>
    public RestartPolicy Restart { get; set; } = RestartPolicy.Temporary;

    /// <summary>How long the wait before a restart is.</summary>
    public RestartBackoff Backoff { get; set; } = new();

    /// <summary>
    /// How many restarts of one child are allowed within <see cref="RestartWindow"/>; one more, and the child ends with
    /// <see cref="ExitReason.RestartLimit"/>. It never escalates to other children. 10 by default.
    /// </summary>
    public int MaxRestarts { get; set; } = 10;

    /// <summary>The window of <see cref="MaxRestarts"/>. One minute by default.</summary>
    public TimeSpan RestartWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a constructor and start may take together; 60 s by default. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is allowed.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a child may take to end once it was told to; 5 s by default. After that it is given up (<see cref="ExitReason.Abandoned"/>).
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits for ever, zero does not wait at all.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long <see cref="IAfterTerminate.AfterTerminateAsync"/> may take, and after it the child's disposal; 5 s each by default.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is allowed.
    /// </summary>
    public TimeSpan AfterTerminateTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many children there may be, whatever their state, abandoned ones included. No limit by default.</summary>
    public int MaxChildren { get; set; } = int.MaxValue;

    /// <summary>The clock of all delays, budgets and times.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the runtime puts its work: the thread pool, or what a test decides.</summary>
    internal IDispatcher Dispatcher { get; set; } = PoolDispatcher.Instance;

    /// <summary>
    /// Whether children whose budget is the tracker's share a timer. By default with the system's clock only: one of the user's own need not have its
    /// timestamps in step with its timers.
    /// </summary>
    internal bool? SharesTimers { get; set; }

    /// <summary>Where jitter comes from: numbers from 0 to 1.</summary>
    internal Func<double> Randomizer { get; set; } = Random.Shared.NextDouble;
}
