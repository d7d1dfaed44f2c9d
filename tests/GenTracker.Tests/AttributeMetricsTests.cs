using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What is measured of attributes: totals that are exact, sums, final values, and the values of each child.</summary>
public sealed class AttributeMetricsTests : IDisposable
{
    private const string BytesIn = "measured.bytes_in";
    private const string Kept = "measured.kept";
    private const string Spread = "measured.spread";

    private readonly MetricRecorder _metrics = new();
    private readonly World _world;
    private readonly MeasuredTracker _children;

    public AttributeMetricsTests()
    {
        _world = new World(static options => options.MaxMetricSeries = 2, services: _metrics.Services);
        _children = new MeasuredTracker(_world.Options, _metrics.Services);
    }

    public void Dispose()
    {
        _world.Finish(_children.DisposeAsync().AsTask());
        _metrics.Dispose();
    }

    [Fact]
    public void A_total_is_what_running_and_ended_children_have_counted()
    {
        Open("a").IncrementBytesIn(3);
        Open("b").IncrementBytesIn(4);
        _world.Result(_children.StopAsync("a"));
        Open("a").IncrementBytesIn(5);

        Assert.Equal([(12, "")], _metrics.Collect(BytesIn));
    }

    [Fact]
    public void A_total_has_what_was_counted_before_anyone_listened()
    {
        using var later = new MetricRecorder(static _ => false);
        using var listener = new MeterListener();
        var children = new MeasuredTracker(_world.Options, later.Services);
        _world.Result(children.OpenAsync("a")).IncrementBytesIn(3);
        _world.Result(children.StopAsync("a"));
        double? total = null;
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => total = value);
        listener.EnableMeasurementEvents(later.Instruments[BytesIn]);
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(3, total);
    }

    [Fact]
    public void What_survives_a_restart_is_counted_once()
    {
        var crash = new TaskCompletionSource();
        _world.Result(_children.OpenAsync(
            "a", counted: 2, run: (_, token) => crash.Task.WaitAsync(token), options: new ChildOptions { Restart = RestartPolicy.Transient }));
        _children.Find("a")!.IncrementKept(10);
        _children.Find("a")!.CountSpread(10);

        _world.Run(() => crash.SetException(new InvalidOperationException()));
        _world.Advance(TimeSpan.FromMilliseconds(20));
        double[] between = [.. new[] { Kept, Spread }.Select(name => _metrics.Collect(name).Single().Value)];
        _world.Advance(TimeSpan.FromSeconds(1));

        // The run of the new incarnation crashes again, and so on, each time with what its constructor has counted and could not keep.
        Assert.Equal([12, 10], between);
        Assert.Equal(12 + (2 * Restarts()), _metrics.Collect(Kept).Single().Value);
        Assert.Equal(10, _metrics.Collect(Spread).Single().Value);

        double Restarts() => _metrics["gentracker.child.restarts"].Count();
    }

    [Fact]
    public void What_survives_a_restart_is_measured_whole_by_child()
    {
        var crash = new TaskCompletionSource();
        _world.Result(_children.OpenAsync(
            "a",
            run: (child, token) => child.Incarnation == 1 ? crash.Task.WaitAsync(token) : Probe.RunUntilStopped(token),
            options: new ChildOptions { Restart = RestartPolicy.Transient }));
        _children.Find("a")!.IncrementKept(10);

        _world.Run(() => crash.SetException(new InvalidOperationException()));
        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([(10, "gentracker.child.key=a")], _metrics.Collect(Kept + ".by_child"));
        Assert.Equal([(10, "")], _metrics.Collect(Kept));
    }

    [Fact]
    public void A_total_has_what_failed_starts_have_counted()
    {
        Task<Measured> open = _children.OpenAsync("a", counted: 1, start: static child =>
        {
            child.IncrementBytesIn(2);
            throw new InvalidOperationException();
        });
        _world.Settle();

        Assert.True(open.IsFaulted);
        Assert.Equal([(3, "")], _metrics.Collect(BytesIn));
    }

    [Fact]
    public void A_total_has_what_an_abandoned_start_counts_until_it_is_sealed()
    {
        Measured? late = null;
        var never = new TaskCompletionSource();
        _ = _children.OpenAsync("a", start: child =>
        {
            late = child;
            child.IncrementBytesIn(2);
            return never.Task;
        });
        _world.Advance(TimeSpan.FromMinutes(2));

        bool counted = late!.TryIncrementBytesIn(5, out _);
        _world.Run(never.SetResult);

        Assert.False(counted);
        Assert.Equal([(2, "")], _metrics.Collect(BytesIn));
    }

    [Fact]
    public void A_total_has_what_an_adopted_object_has_counted_before()
    {
        var child = new Measured(counted: 7);
        double before = _metrics.Collect(BytesIn).Single().Value;

        ChildRegistration registration = _children.AddExisting("a", child);
        double after = _metrics.Collect(BytesIn).Single().Value;
        _world.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal((0, 7, 7), (before, after, _metrics.Collect(BytesIn).Single().Value));
    }

    [Fact]
    public void A_total_outlives_its_tracker()
    {
        var first = new MeasuredTracker(_world.Options, _metrics.Services);
        _world.Result(first.OpenAsync("a")).IncrementBytesIn(3);
        _world.Finish(first.DisposeAsync().AsTask());
        Open("a").IncrementBytesIn(4);

        Assert.Equal([(7, "")], _metrics.Collect(BytesIn));
    }

    [Fact]
    public void A_total_of_times_is_in_seconds()
    {
        Open("a").IncrementBusy(TimeSpan.FromMilliseconds(1_500));
        Open("b").IncrementBusy(TimeSpan.FromSeconds(2));

        Assert.Equal([(3.5, "")], _metrics.Collect("measured.busy"));
        Assert.Equal("s", _metrics.Instruments["measured.busy"].Unit);
    }

    [Fact]
    public void A_counter_with_a_total_refuses_a_negative_delta_and_is_unchanged()
    {
        Measured child = Open("a");
        child.IncrementBytesIn(3);

        Assert.Throws<ArgumentOutOfRangeException>("delta", () => child.IncrementBytesIn(-1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => child.TryIncrementBytesIn(-1, out _));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => child.IncrementBytesInUpTo(9, out _, -1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => child.IncrementBusy(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => child.CountSpread(-1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => _children.IncrementBytesIn("a", -1));
        Assert.Equal(3, child.BytesIn);
    }

    [Fact]
    public void A_sum_is_over_the_running_children()
    {
        Measured[] children = [Open("a"), Open("b"), Open("c")];
        foreach (Measured child in children)
            (child.Viewers, child.Live) = (5, child.Key != "a");
        _world.Result(_children.StopAsync("c"));

        Assert.Equal([(10, "")], _metrics.Collect("measured.viewers"));
        Assert.Equal([(1, "")], _metrics.Collect("measured.live"));
        Assert.Equal("{viewer}", _metrics.Instruments["measured.viewers"].Unit);
        Assert.IsType<ObservableUpDownCounter<long>>(_metrics.Instruments["measured.viewers"]);
    }

    [Fact]
    public void A_final_value_is_recorded_at_each_end_but_not_of_a_start_that_failed()
    {
        Open("a").IncrementBytesIn(3);
        _world.Result(_children.StopAsync("a"));
        _ = _children.OpenAsync("b", counted: 1, start: static _ => throw new InvalidOperationException());
        Open("c").IncrementBusy(TimeSpan.FromSeconds(2));
        _world.Result(_children.StopAsync("c"));

        Assert.Equal([(3, ""), (0, "")], _metrics["measured.bytes_in.final"]);
        Assert.Equal([(0, ""), (2, "")], _metrics["measured.busy.final"]);
    }

    [Fact]
    public void Each_running_child_is_measured_with_its_key()
    {
        Open("a").Load = 0.5;
        Open("b").Live = true;

        Assert.Equal(
            [(0, "gentracker.child.key=b"), (0.5, "gentracker.child.key=a")], _metrics.Collect("measured.load.by_child").OrderBy(static child => child.Value));
        Assert.Equal(
            [(0, "gentracker.child.key=a"), (1, "gentracker.child.key=b")], _metrics.Collect("measured.live.by_child").OrderBy(static child => child.Value));
    }

    [Fact]
    public void A_child_that_has_ended_is_measured_no_longer()
    {
        Open("a");
        Open("b");
        _world.Result(_children.StopAsync("a"));

        Assert.Equal([(0, "gentracker.child.key=b")], _metrics.Collect("measured.load.by_child"));
    }

    [Fact]
    public void Children_beyond_the_limit_are_summed_and_those_that_had_a_series_keep_it()
    {
        Open("a").IncrementBytesIn(1);
        Open("b").IncrementBytesIn(2);
        Open("c").IncrementBytesIn(4);
        string[] first = [.. Series()];
        Open("d").IncrementBytesIn(8);
        string[] second = [.. Series()];
        string gone = first[0];
        _world.Result(_children.StopAsync(gone));

        string[] third = [.. Series()];

        Assert.Equal(2, first.Length);
        Assert.Equal(first, second);
        Assert.Contains(first[1], third);
        Assert.Equal(2, third.Length);
        Assert.Equal(
            15 - _children.GetRecentExits()[0].Attrs.BytesIn,
            _metrics.Collect("measured.bytes_in.by_child").Sum(static child => child.Value));

        IEnumerable<string> Series() => _metrics.Collect("measured.bytes_in.by_child")
            .Select(static child => child.Tags["gentracker.child.key=".Length..])
            .Where(static key => key != "(other)")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Two_trackers_of_one_name_are_measured_together()
    {
        var second = new MeasuredTracker(_world.Options, _metrics.Services);
        Open("a").Viewers = 2;
        _world.Result(second.OpenAsync("b")).Viewers = 3;

        Assert.Equal([(5, "")], _metrics.Collect("measured.viewers"));
        GC.KeepAlive(second);
    }

    [Fact]
    public void Two_trackers_whose_metrics_have_one_name_are_refused_by_name()
    {
        TrackerException refused = Assert.Throws<TrackerException>(() => new MeaSuredTracker(_world.Options, _metrics.Services));

        Assert.Equal("MEASURED", refused.TrackerName);
        Assert.Contains("measured.viewers", refused.Message, StringComparison.Ordinal);
        Assert.Contains("tracker Measured", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_total_is_exact_and_never_goes_backwards_while_children_come_and_go()
    {
        const int Rounds = 400;
        using var metrics = new MetricRecorder();
        await using var children = new MeasuredTracker(new TrackerOptions { Restart = RestartPolicy.Transient, Backoff = Immediately }, metrics.Services);
        long counted = 0;
        long kept = 0;
        using var stop = new CancellationTokenSource();
        Task<string?> collector = Task.Run(() => CollectUntil(metrics, stop.Token));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                string key = $"{(worker + round) % 3}";
                try
                {
                    Measured child = await children.FindOrOpenAsync(key, run: static (child, token) => CrashSometimesAsync(child, token));
                    for (var i = 0; i < 20; i++)
                    {
                        if (child.TryIncrementBytesIn(i, out _))
                            Interlocked.Add(ref counted, i);
                        if (child.TryIncrementKept(1, out _))
                            Interlocked.Increment(ref kept);
                    }

                    if (round % 3 == 0)
                        await children.StopAsync(key);
                }
                catch (ChildStartException)
                {
                    // Another worker has stopped the key while it was starting.
                }
            }
        })));
        await children.WhenSettledAsync();
        await stop.CancelAsync();

        Assert.Null(await collector);
        Assert.Equal(counted, metrics.Collect(BytesIn).Single().Value);
        Assert.Equal(kept, metrics.Collect(Kept).Single().Value);
    }

    private static RestartBackoff Immediately => new() { Initial = TimeSpan.Zero, Max = TimeSpan.Zero, Jitter = 0 };

    private Measured Open(string key) => _world.Result(_children.OpenAsync(key));

    /// <summary>Collects without a pause. Returns what is wrong; null if no total ever went backwards.</summary>
    private static string? CollectUntil(MetricRecorder metrics, CancellationToken token)
    {
        double bytes = 0;
        double kept = 0;
        while (!token.IsCancellationRequested)
        {
            double nextBytes = metrics.Collect(BytesIn).Single().Value;
            double nextKept = metrics[Kept].Last().Value;
            if (nextBytes < bytes || nextKept < kept)
                return $"{nextBytes} after {bytes}, {nextKept} after {kept}";
            (bytes, kept) = (nextBytes, nextKept);
        }

        return null;
    }

    private static async Task CrashSometimesAsync(Measured child, CancellationToken token)
    {
        if (child.Incarnation % 4 == 0)
            throw new InvalidOperationException();
        await Probe.RunUntilStopped(token).ConfigureAwait(false);
    }
}

/// <summary>A class whose tracker has the name of <see cref="Measured"/>, but for the case.</summary>
[Tracker(Name = "MEASURED")]
internal sealed partial class MeaSured
{
    [TrackedAttr(Metric = AttributeMetric.Sum, Unit = "{viewer}")]
    public partial int Viewers { get; set; }
}
