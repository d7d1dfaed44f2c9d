using System;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GenTracker.Contenders;

/// <summary>Listens to what trackers tell to the outside, as an exporter does: to all metrics, or to all traces.</summary>
public sealed class Listeners : IDisposable
{
    private const string Source = "GenTracker";

    private MeterListener? _metrics;
    private ActivityListener? _traces;

    public void StopListening()
    {
        _metrics?.Dispose();
        _metrics = null;
        _traces?.Dispose();
        _traces = null;
    }

    public void ListenToMetrics()
    {
        StopListening();
        _metrics = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Source)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _metrics.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _metrics.Start();
    }

    public void ListenToTraces()
    {
        StopListening();
        _traces = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    public void Dispose() => StopListening();
}
