using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Numerics;
using System.Threading;
using GenTracker.Formatting;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>One instrument of an attribute. All trackers of one name share it, so that a collector sees one source of its numbers.</summary>
internal sealed class AttributeInstrument
{
    private const string Other = "(other)";

    private readonly Lock _lock = new();
    private readonly List<(TotalCounts Counts, int Index)> _totals = [];
    private readonly ObservedTrackers<Source> _sources = new();

    public AttributeInstrument(Meter meter, string name, string tracker, MeasuredValue attribute, AttributeMetric metric)
    {
        Tracker = tracker;
        Metric = metric;
        IsInteger = attribute.IsInteger;
        Instrument = IsInteger
            ? Create(meter, name, attribute.Unit, static (attribute, child) => attribute.ReadInteger(child), static total => total)
            : Create(meter, name, attribute.Unit, static (attribute, child) => attribute.ReadReal(child), MeasuredValue.ToReal);
    }

    public string Tracker { get; }

    public Instrument Instrument { get; }

    private AttributeMetric Metric { get; }

    private bool IsInteger { get; }

    private KeyValuePair<string, object?> TrackerTag => new(TelemetryNames.Tracker, Tracker);

    /// <summary>Whether an attribute of a tracker can have this instrument too.</summary>
    public bool IsOf(string tracker, MeasuredValue attribute, AttributeMetric metric) =>
        Tracker == tracker && Metric == metric && IsInteger == attribute.IsInteger && Instrument.Unit == attribute.Unit;

    /// <summary>Adds what children have counted.</summary>
    public void Add(TotalCounts counts, int index)
    {
        lock (_lock)
        {
            if (!_totals.Contains((counts, index)))
                _totals.Add((counts, index));
        }
    }

    /// <summary>Observes the children of a tracker as long as the tracker exists.</summary>
    public void Add(IObservedTracker tracker, MeasuredValue attribute) => _sources.Add(tracker, new Source(attribute));

    private Instrument Create<T>(Meter meter, string name, string? unit, Func<MeasuredValue, object, T> read, Func<long, T> toMeasured)
        where T : struct, INumber<T> => Metric switch
        {
            AttributeMetric.Total => meter.CreateObservableCounter(name, () => ObserveTotal(toMeasured), unit, "What all children have ever counted."),
            AttributeMetric.Sum => meter.CreateObservableUpDownCounter(name, () => ObserveSum(read), unit, "Sum over the running children."),
            AttributeMetric.PerChild => meter.CreateObservableGauge(name, () => ObserveChildren(read), unit, "Value of each running child."),
            _ => meter.CreateHistogram<T>(name, unit, "Value of a child at its end."),
        };

    private Measurement<T> ObserveTotal<T>(Func<long, T> toMeasured)
        where T : struct
    {
        (TotalCounts Counts, int Index)[] totals;
        lock (_lock)
            totals = [.. _totals];
        return new Measurement<T>(toMeasured(totals.Sum(static total => total.Counts.GetTotal(total.Index))), TrackerTag);
    }

    private Measurement<T> ObserveSum<T>(Func<MeasuredValue, object, T> read)
        where T : struct, INumber<T>
    {
        T sum = T.Zero;
        foreach ((IObservedTracker tracker, Source source) in _sources.GetPresent())
        {
            foreach (object child in tracker.Running)
                sum = unchecked(sum + read(source.Attribute, child));
        }

        return new Measurement<T>(sum, TrackerTag);
    }

    private List<Measurement<T>> ObserveChildren<T>(Func<MeasuredValue, object, T> read)
        where T : struct, INumber<T>
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((IObservedTracker tracker, Source source) in _sources.GetPresent())
        {
            foreach ((string key, object child) in source.Select(tracker))
                values[key] = unchecked(values.GetValueOrDefault(key) + read(source.Attribute, child));
        }

        var measurements = new List<Measurement<T>>(values.Count);
        foreach ((string key, T value) in values)
            measurements.Add(new Measurement<T>(value, TrackerTag, new KeyValuePair<string, object?>(TelemetryNames.Key, key)));
        return measurements;
    }

    private sealed class Source(MeasuredValue attribute)
    {
        private HashSet<string> _measured = [];

        public MeasuredValue Attribute => attribute;

        /// <summary>
        /// The running children with the keys under which they are measured. If there are too many, those that had a series keep it as long as they run.
        /// </summary>
        public List<(string Key, object Child)> Select(IObservedTracker tracker)
        {
            List<(string Key, object Child)> children = [.. tracker.RunningByKey.Select(static entry => (UserText.Format(entry.Key), entry.Child))];
            int max = tracker.MaxMetricSeries;
            if (children.Count <= max)
            {
                _measured = [];
                return children;
            }

            HashSet<string> before = _measured;
            HashSet<string> measured =
            [
                .. children.Select(static child => child.Key).Where(before.Contains)
                    .Concat(children.Select(static child => child.Key).Where(key => !before.Contains(key)))
                    .Distinct(StringComparer.Ordinal)
                    .Take(max),
            ];
            _measured = measured;
            return [.. children.Select(child => measured.Contains(child.Key) ? child : (Other, child.Child))];
        }
    }
}
