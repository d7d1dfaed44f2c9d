using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>The instruments of the attributes with a metric, of all trackers of one meter.</summary>
internal sealed class AttributeMeter(Meter meter)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AttributeInstrument> _instruments = [];

    // They are of a tracker's name and not of a tracker: what ended children have counted outlives the tracker.
    private readonly Dictionary<(string Tracker, Type ChildType), TotalCounts> _totals = [];

    /// <summary>Adds the attributes of a tracker.</summary>
    /// <exception cref="TrackerException">An instrument of one of them has the name of another tracker's.</exception>
    public AttributeMetrics Add(IObservedTracker tracker, Type childType, IReadOnlyList<MeasuredValue> attributes)
    {
        lock (_lock)
        {
            var finals = new List<(MeasuredValue, Instrument)>();
            TotalCounts? totals = null;
            var total = 0;
            foreach (MeasuredValue attribute in attributes)
            {
                if (attribute.Metrics.HasFlag(AttributeMetric.Total))
                {
                    totals ??= GetTotals(tracker.Name, childType, attributes);
                    GetInstrument(tracker.Name, attribute, AttributeMetric.Total).Add(totals, total++);
                }

                if (attribute.Metrics.HasFlag(AttributeMetric.Sum))
                    GetInstrument(tracker.Name, attribute, AttributeMetric.Sum).Add(tracker, attribute);
                if (attribute.Metrics.HasFlag(AttributeMetric.PerChild))
                    GetInstrument(tracker.Name, attribute, AttributeMetric.PerChild).Add(tracker, attribute);
                if (attribute.Metrics.HasFlag(AttributeMetric.Final))
                    finals.Add((attribute, GetInstrument(tracker.Name, attribute, AttributeMetric.Final).Instrument));
            }

            return new AttributeMetrics(new(TelemetryNames.Tracker, tracker.Name), totals, finals);
        }
    }

    private TotalCounts GetTotals(string tracker, Type childType, IReadOnlyList<MeasuredValue> attributes)
    {
        if (_totals.TryGetValue((tracker, childType), out TotalCounts? totals))
            return totals;
        totals = new TotalCounts(attributes.Where(static attribute => attribute.Metrics.HasFlag(AttributeMetric.Total)));
        _totals.Add((tracker, childType), totals);
        return totals;
    }

    private AttributeInstrument GetInstrument(string tracker, MeasuredValue attribute, AttributeMetric metric)
    {
        string name = metric switch
        {
            AttributeMetric.Final => attribute.Instrument + ".final",
            AttributeMetric.PerChild => attribute.Instrument + ".by_child",
            _ => attribute.Instrument,
        };
        if (!_instruments.TryGetValue(name, out AttributeInstrument? instrument))
        {
            instrument = new AttributeInstrument(meter, name, tracker, attribute, metric);
            _instruments.Add(name, instrument);
            return instrument;
        }

        if (instrument.IsOf(tracker, attribute, metric))
            return instrument;
        throw new TrackerException(
            $"Tracker {tracker}: its metric {name} would be that of tracker {instrument.Tracker} too, of another kind or unit or under another tracker's name. "
                + "Give one of the trackers another Name, or one of the attributes.",
            tracker);
    }
}
