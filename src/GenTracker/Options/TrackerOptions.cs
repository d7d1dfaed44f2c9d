using System;
using GenTracker.Dispatching;

namespace GenTracker;

/// <summary>
/// Options of a tracker. Its constructor copies them, so later changes have no effect. Instances are not thread-safe. With <c>AddTracker</c> these are the
/// named options of the tracker's name: they can come from a section of the configuration, and the host validates them at its start.
/// </summary>
public sealed class TrackerOptions
{
    /// <summary>When a child is restarted. Default: <see cref="RestartPolicy.Temporary"/>, never.</summary>
    public RestartPolicy Restart { get; set; } = RestartPolicy.Temporary;

    /// <summary>Delay before a restart.</summary>
    public RestartBackoff Backoff { get; set; } = new();

    /// <summary>
    /// Maximum number of restarts of one child within <see cref="RestartWindow"/>. If one more restart is due, the child ends with
    /// <see cref="ExitReason.RestartLimit"/>. Other children are not affected. Default: 10.
    /// </summary>
    public int MaxRestarts { get; set; } = 10;

    /// <summary>Period in which <see cref="MaxRestarts"/> applies. Default: one minute.</summary>
    public TimeSpan RestartWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Time that the constructor and <see cref="ITrackedChild.StartAsync"/> have together. Default: 60 s.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is allowed.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time that a child has to end after its stopping token fires. After that it is abandoned (<see cref="ExitReason.Abandoned"/>). Default: 5 s.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits for ever. Zero does not wait.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time that <see cref="IAfterTerminate.AfterTerminateAsync"/> has, and then the child's disposal. Default: 5 s each.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is allowed.
    /// </summary>
    public TimeSpan AfterTerminateTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Maximum number of children in any state, abandoned ones included. Default: no limit.</summary>
    public int MaxChildren { get; set; } = int.MaxValue;

    /// <summary>
    /// Number of ended incarnations that <c>GetRecentExits</c> of the tracker remembers, with exit and final attributes. They keep their exceptions and the
    /// objects in their attributes alive. Default: 32. Zero remembers none.
    /// </summary>
    public int RecentExits { get; set; } = 32;

    /// <summary>
    /// Number of children that have a series of their own in a metric with <see cref="AttributeMetric.PerChild"/>. The others are summed under the key
    /// <c>(other)</c>. Default: 1,000.
    /// </summary>
    public int MaxMetricSeries { get; set; } = 1_000;

    /// <summary>
    /// Whether <see cref="ITrackedChild.RunAsync"/> is called on a thread of its own, for children whose code blocks its thread. The thread is the child's
    /// until the method returns its task. Default: no, it is called on the thread pool.
    /// </summary>
    public bool LongRunning { get; set; }

    /// <summary>
    /// The moment in the shutdown of its host at which a tracker of <c>AddTracker</c> closes. Default: <see cref="TrackerCloseTrigger.HostStopping"/>. It has
    /// no effect without a host.
    /// </summary>
    public TrackerCloseTrigger CloseOn { get; set; } = TrackerCloseTrigger.HostStopping;

    /// <summary>Clock for all delays, timeouts and timestamps.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Runs the work of the tracker: the thread pool, or a test's own.</summary>
    internal IDispatcher Dispatcher { get; set; } = PoolDispatcher.Instance;

    /// <summary>
    /// Whether children with the tracker's timeout share a timer. By default they do with the system clock only, because the timestamps of another clock may
    /// not be in step with its timers.
    /// </summary>
    internal bool? SharesTimers { get; set; }

    /// <summary>Returns random numbers from 0 to 1 for the jitter.</summary>
    internal Func<double> Randomizer { get; set; } = Random.Shared.NextDouble;
}
