using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Observability;

/// <summary>
/// The instruments of one meter, which all trackers of a service provider share. An instrument that is observed is created once for all of them, because a
/// collector takes two instruments of one name for two sources of the same numbers.
/// </summary>
internal sealed class TrackerMeter
{
    private static readonly ConditionalWeakTable<Meter, TrackerMeter> PerMeter = [];
    private static readonly Lazy<Meter> Shared = new(static () => new Meter(TelemetryNames.Source));

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<double> Lifetimes = new()
    {
        HistogramBucketBoundaries = [0.1, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 604_800],
    };

    // By name.
    private readonly ObservedTrackers<string> _trackers = new();

    // Of a tracker's name and not of a tracker: what was counted outlives the tracker, so that no counter goes back.
    private readonly ConcurrentDictionary<string, StrongBox<long>> _droppedEntries = new();

    private TrackerMeter(Meter meter)
    {
        Attributes = new AttributeMeter(meter);
        Starts = meter.CreateCounter<long>("gentracker.child.starts", "{start}", "Starts of children and adoptions, by what they came to.");
        StartDuration = meter.CreateHistogram("gentracker.child.start.duration", "s", "Time from the constructor to the running child.", null, Seconds);
        Exits = meter.CreateCounter<long>("gentracker.child.exits", "{exit}", "Ends of incarnations, by reason.");
        Lifetime = meter.CreateHistogram("gentracker.child.lifetime", "s", "Time from the start of an incarnation to its end.", null, Lifetimes);
        StopDuration = meter.CreateHistogram("gentracker.child.stop.duration", "s", "Time from the request to stop to the free key.", null, Seconds);
        Restarts = meter.CreateCounter<long>("gentracker.child.restarts", "{restart}", "Restarts of children.");
        meter.CreateObservableUpDownCounter("gentracker.children", ObserveChildren, "{child}", "Children, by state.");
        meter.CreateObservableCounter("gentracker.log.dropped", ObserveDroppedEntries, "{entry}", "Log entries that a slow logger made the tracker drop.");
    }

    public AttributeMeter Attributes { get; }

    public Counter<long> Starts { get; }

    public Histogram<double> StartDuration { get; }

    public Counter<long> Exits { get; }

    public Histogram<double> Lifetime { get; }

    public Histogram<double> StopDuration { get; }

    public Counter<long> Restarts { get; }

    /// <summary>The instruments of the meter of these services; of the process's own meter if they have no <see cref="IMeterFactory"/>.</summary>
    public static TrackerMeter Get(IServiceProvider services)
    {
        Meter meter = (services.GetService(typeof(IMeterFactory)) as IMeterFactory)?.Create(new MeterOptions(TelemetryNames.Source)) ?? Shared.Value;
        return PerMeter.GetValue(meter, static meter => new TrackerMeter(meter));
    }

    /// <summary>Observes a tracker as long as it exists.</summary>
    public void Add(IObservedTracker tracker) => _trackers.Add(tracker, tracker.Name);

    /// <summary>Counts the log entries that trackers of this name drop. The count may be raised by any thread.</summary>
    public StrongBox<long> GetDroppedEntries(string tracker) => _droppedEntries.GetOrAdd(tracker, static _ => new StrongBox<long>());

    private Measurement<long>[] ObserveChildren()
    {
        ChildState[] states = Enum.GetValues<ChildState>();
        var byName = new Dictionary<string, long[]>();
        foreach ((IObservedTracker tracker, string name) in _trackers.GetPresent())
        {
            if (!byName.TryGetValue(name, out long[]? counts))
                byName.Add(name, counts = new long[states.Length]);
            tracker.AddCounts(counts);
        }

        var measurements = new List<Measurement<long>>(byName.Count * states.Length);
        foreach ((string name, long[] counts) in byName)
        {
            foreach (ChildState state in states)
            {
                measurements.Add(new Measurement<long>(
                    counts[(int)state],
                    new KeyValuePair<string, object?>(TelemetryNames.Tracker, name),
                    new KeyValuePair<string, object?>(TelemetryNames.State, TelemetryNames.ToText(state))));
            }
        }

        return [.. measurements];
    }

    private IEnumerable<Measurement<long>> ObserveDroppedEntries()
    {
        foreach ((string name, StrongBox<long> dropped) in _droppedEntries)
            yield return new Measurement<long>(Volatile.Read(ref dropped.Value), new KeyValuePair<string, object?>(TelemetryNames.Tracker, name));
    }
}
