using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Linq;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Tests.Support;

/// <summary>Services with a meter of their own, and what is measured with it.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value, string Tags)> _measurements = [];

    /// <summary>Listens to the instruments that the filter takes; to all if there is none.</summary>
    public MetricRecorder(Func<Instrument, bool>? filter = null)
    {
        IMeterFactory factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter.Scope, factory))
                return;
            Instruments[instrument.Name] = instrument;
            if (filter?.Invoke(instrument) ?? true)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IServiceProvider Services => _services;

    /// <summary>The instruments of the meter, by name.</summary>
    public Dictionary<string, Instrument> Instruments { get; } = [];

    /// <summary>Called before each measurement is kept.</summary>
    public Action<Instrument>? OnMeasured { get; set; }

    /// <summary>What was measured with an instrument: values and tags, without the tracker's.</summary>
    public IEnumerable<(double Value, string Tags)> this[string instrument]
    {
        get
        {
            lock (_measurements)
                return [.. _measurements.Where(measured => measured.Instrument == instrument).Select(static measured => (measured.Value, measured.Tags))];
        }
    }

    /// <summary>Collects what is observed, and returns that of one instrument, without what was measured before.</summary>
    public IEnumerable<(double Value, string Tags)> Collect(string instrument)
    {
        lock (_measurements)
            _measurements.RemoveAll(measured => measured.Instrument == instrument);
        _listener.RecordObservableInstruments();
        return this[instrument];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        OnMeasured?.Invoke(instrument);
        string text = string.Join(", ", tags.ToArray()
            .Where(static tag => tag.Key != "gentracker.tracker")
            .Select(static tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")));
        lock (_measurements)
            _measurements.Add((instrument.Name, value, text));
    }
}
