using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;

namespace GenTracker.Aot;

/// <summary>Listens to the meter of the trackers, and adds up what each instrument says.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly SortedDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Listens from now on.</summary>
    public Measurements()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            bool isShown = instrument.Name.StartsWith("pump.", StringComparison.Ordinal) || instrument.Name == "gentracker.child.exits";
            if (instrument.Meter.Name == "GenTracker" && isShown)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    /// <summary>Collects once, and says what was measured.</summary>
    public string Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_sums)
            return string.Join(", ", _sums.Select(static sum => $"{sum.Key} {sum.Value}"));
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(string instrument, double value)
    {
        lock (_sums)
            _sums[instrument] = _sums.GetValueOrDefault(instrument) + value;
    }
}
