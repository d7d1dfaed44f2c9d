using System;
using GenTracker.Dispatching;
using GenTracker.Logging;
using GenTracker.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenTracker.Supervision;

/// <summary>The options of a tracker, copied when it is made.</summary>
internal sealed class TrackerSettings
{
    public TrackerSettings(string name, TrackerOptions options, IServiceProvider? services, ILoggerFactory? loggerFactory)
    {
        Name = name;
        Restart = options.Restart;
        Backoff = options.Backoff with { };
        MaxRestarts = options.MaxRestarts;
        RestartWindow = options.RestartWindow;
        StartTimeout = options.StartTimeout;
        StopTimeout = options.StopTimeout;
        AfterTerminateTimeout = options.AfterTerminateTimeout;
        MaxChildren = options.MaxChildren;
        MaxMetricSeries = options.MaxMetricSeries;
        RecentExits = options.RecentExits;
        LongRunning = options.LongRunning;
        Dispatcher = options.Dispatcher;
        Services = services ?? NoServices.Instance;
        Scopes = services?.GetService<IServiceScopeFactory>();
        LoggerFactory = loggerFactory ?? services?.GetService<ILoggerFactory>();
        Meter = TrackerMeter.Get(Services);
        ILogger logger = LoggerFactory?.CreateLogger("GenTracker." + name) ?? NullLogger.Instance;
        Log = new TrackerLog(logger, name, Dispatcher, Meter.GetDroppedEntries(name));
        bool isSystemTime = ReferenceEquals(options.TimeProvider, TimeProvider.System);
        Time = isSystemTime ? TimeProvider.System : new GuardedTimeProvider(options.TimeProvider, Log.ClockFailed);
        Deadlines = options.SharesTimers ?? isSystemTime
            ? new DeadlineScheduler(isSystemTime ? Dispatcher.Time : Time, StartTimeout, StopTimeout, AfterTerminateTimeout)
            : new DeadlineScheduler(Time);
        Randomizer = options.Randomizer;
        Telemetry = new TrackerTelemetry(name, Meter, Time);
    }

    public string Name { get; }

    public RestartPolicy Restart { get; }

    public RestartBackoff Backoff { get; }

    public int MaxRestarts { get; }

    public TimeSpan RestartWindow { get; }

    public TimeSpan StartTimeout { get; }

    public TimeSpan StopTimeout { get; }

    public TimeSpan AfterTerminateTimeout { get; }

    public int MaxChildren { get; }

    public int MaxMetricSeries { get; }

    public int RecentExits { get; }

    public bool LongRunning { get; }

    public TimeProvider Time { get; }

    public DeadlineScheduler Deadlines { get; }

    public IDispatcher Dispatcher { get; }

    public Func<double> Randomizer { get; }

    public IServiceProvider Services { get; }

    public IServiceScopeFactory? Scopes { get; }

    public ILoggerFactory? LoggerFactory { get; }

    public TrackerLog Log { get; }

    public TrackerMeter Meter { get; }

    public TrackerTelemetry Telemetry { get; }
}

/// <summary>The services of a tracker that was given none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    private NoServices()
    {
    }

    public object? GetService(Type serviceType) => null;
}
