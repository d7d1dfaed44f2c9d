using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.AspNetCore.Answers;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>
/// The last five minutes of a tracker. Samples are taken whether somebody looks or not, so that whoever looks sees the five minutes before; a sample reads
/// eight numbers, however many children there are. All members are thread-safe.
/// </summary>
internal sealed class TrackerHistory(ITrackerMonitor monitor, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int Capacity = 60;

    /// <summary>How many intervals the present rates are of.</summary>
    private const int RateIntervals = 2;

    private readonly Lock _lock = new();
    private readonly Queue<Sample> _samples = new();

    public void Take()
    {
        Sample sample = Read();
        lock (_lock)
        {
            // One more than is shown: the rate of a sample needs the one before it.
            if (_samples.Count > Capacity)
                _samples.Dequeue();
            _samples.Enqueue(sample);
        }
    }

    public HistoryAnswer ToAnswer()
    {
        Sample[] samples = GetSamples();
        (Sample Before, Sample After)[] intervals = [.. samples.Zip(samples.Skip(1))];
        RatesAnswer[] rates = [.. intervals.Select(interval => GetRates(interval.Before, interval.After))];
        return new HistoryAnswer(
            [.. intervals.Select(static interval => interval.After.Running)],
            [.. rates.Select(static rate => rate.Starts)],
            [.. rates.Select(static rate => rate.Exits)],
            [.. rates.Select(static rate => rate.Restarts)]);
    }

    /// <summary>The rates since the last but one sample.</summary>
    public RatesAnswer GetRates()
    {
        Sample[] samples = GetSamples();
        return samples.Length == 0 ? new RatesAnswer(0, 0, 0) : GetRates(samples[Math.Max(samples.Length - RateIntervals, 0)], Read());
    }

    private RatesAnswer GetRates(Sample before, Sample after)
    {
        double seconds = time.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds;
        return seconds <= 0
            ? new RatesAnswer(0, 0, 0)
            : new RatesAnswer(
                GetRate(before.Totals.Starts, after.Totals.Starts, seconds),
                GetRate(before.Totals.Exits, after.Totals.Exits, seconds),
                GetRate(before.Totals.Restarts, after.Totals.Restarts, seconds));
    }

    private static double GetRate(long before, long after, double seconds) => Math.Round((after - before) / seconds, 3);

    private Sample Read() => new(time.GetTimestamp(), monitor.Count, monitor.GetTotals());

    private Sample[] GetSamples()
    {
        lock (_lock)
            return [.. _samples];
    }

    private readonly record struct Sample(long Timestamp, int Running, TrackerTotals Totals);
}
