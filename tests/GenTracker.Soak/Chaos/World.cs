using System;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Soak.Chaos;

/// <summary>What the trackers of one world are made with: one clock, one captivity, the services and loggers of their children.</summary>
internal sealed class World : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly UnrulyLoggerFactory _loggers;

    public World(Findings findings, Dice dice, bool isPolite)
    {
        Findings = findings;
        Dice = dice;
        Captivity = new Captivity(maxHanging: 150, maxBlocked: 16);
        _loggers = new UnrulyLoggerFactory(findings, Captivity, dice.Fork(), isPolite);
        var services = new ServiceCollection();
        services.AddScoped(_ =>
        {
            if (isPolite || !dice.OneIn(60))
                return new Belongings();
            findings.Hit(Situation.ServiceThrows);
            throw new ScriptedException("service");
        });
        services.AddLogging();
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(_loggers);
        _services = services.BuildServiceProvider();
    }

    public Findings Findings { get; }

    public Dice Dice { get; }

    public CountingClock Clock { get; } = new();

    public Captivity Captivity { get; }

    public JobTracker NewJobs(TrackerOptions options) => new(With(options), _services, _loggers);

    public ShapeTracker NewShapes(TrackerOptions options) => new(With(options), _services, _loggers);

    public GuestTracker NewGuests(TrackerOptions options) => new(With(options), _services, _loggers);

    public void Dispose() => _services.Dispose();

    private TrackerOptions With(TrackerOptions options)
    {
        options.TimeProvider = Clock;
        return options;
    }
}
