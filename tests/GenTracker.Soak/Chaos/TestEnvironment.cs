using System;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenTracker.Soak.Chaos;

/// <summary>What several trackers share: the clock, the code that hangs, services and loggers. Services and loggers may be faulty.</summary>
internal sealed class TestEnvironment : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly FaultyLoggerFactory _loggers;

    public TestEnvironment(SoakReport report, RandomSource random, bool isFaulty)
    {
        Report = report;
        IsFaulty = isFaulty;
        _loggers = new FaultyLoggerFactory(this, random.Fork());
        var services = new ServiceCollection();
        services.AddScoped(_ =>
        {
            if (!isFaulty || !random.OneIn(60))
                return new ScopedService();
            report.Faults.Add(FaultKind.ServiceThrows);
            throw new FaultException("service");
        });
        services.AddLogging();
        services.AddSingleton<ILoggerFactory>(_loggers);
        _services = services.BuildServiceProvider();
    }

    public SoakReport Report { get; }

    public bool IsFaulty { get; }

    public CountingTimeProvider Time { get; } = new();

    public BlockedThreads Blocked { get; } = new(maxAwaiting: 150, maxBlocked: 16);

    public TrackerUnderTest NewTracker(ChildOrigin origin, TrackerOptions options)
    {
        options.TimeProvider = Time;
        return new TrackerUnderTest(this, new ProbeChildTracker(options, _services, _loggers), origin) { IsBounded = options.MaxChildren < int.MaxValue };
    }

    public void Dispose() => _services.Dispose();
}
