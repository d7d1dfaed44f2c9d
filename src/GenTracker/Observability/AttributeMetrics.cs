using System.Collections.Generic;
using System.Diagnostics.Metrics;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>What one tracker tells of its children to the instruments of their attributes.</summary>
internal sealed class AttributeMetrics(KeyValuePair<string, object?> tracker, TotalCounts? totals, IReadOnlyList<(MeasuredValue, Instrument)> finals)
{
    /// <summary>A child was made, or is adopted, and has inherited what survives.</summary>
    public void OnCreated(uint hash, object child) => totals?.Add(hash, child);

    /// <summary>The attributes of a child are sealed. Once for each child, or more often.</summary>
    public void OnSealed(uint hash, object child) => totals?.End(hash, child);

    /// <summary>A child has ended whose start had succeeded.</summary>
    public void OnEnded(object child)
    {
        foreach ((MeasuredValue attribute, Instrument instrument) in finals)
        {
            if (!instrument.Enabled)
                continue;
            if (instrument is Histogram<long> integers)
                Listeners.Record(integers, attribute.ReadInteger(child), tracker);
            else
                Listeners.Record((Histogram<double>)instrument, attribute.ReadReal(child), tracker);
        }
    }
}
