using System;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace GenTracker.Tests.Support;

/// <summary>
/// A tracker on the real thread pool, with a clock that the test moves: for code that blocks its thread, which a stepped world cannot have.
/// Tests wait for events, and a limit turns one that never comes into a failure.
/// </summary>
internal sealed class PoolWorld
{
    public PoolWorld(Action<TrackerOptions>? configure = null, ILoggerFactory? loggerFactory = null)
    {
        var options = new TrackerOptions { TimeProvider = Time };
        configure?.Invoke(options);
        Tracker = new ProbeTracker(options, services: null, loggerFactory);
    }

    public ManualTime Time { get; } = new();

    public ProbeTracker Tracker { get; }

    /// <summary>A gate to wait for: what waits goes on on the pool.</summary>
    public static TaskCompletionSource NewEvent() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Within(Task task) => task.WaitAsync(Threads.Timeout);

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Threads.Timeout);

    public Task<Probe> OpenAsync(string key, Action<Probe>? script = null) => Within(Tracker.OpenAsync(key, script).AsTask());

    /// <summary>Moves the clock and fires what is due on the way.</summary>
    public void Advance(TimeSpan span)
    {
        DateTimeOffset end = Time.GetUtcNow() + span;
        while (Time.AdvanceToNextTimer(end))
        {
        }
    }
}
