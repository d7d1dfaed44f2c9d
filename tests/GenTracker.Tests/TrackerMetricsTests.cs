using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What is measured of a tracker: its children by state, their starts, ends and restarts.</summary>
public sealed class TrackerMetricsTests : IDisposable
{
    private const string Starts = "gentracker.child.starts";
    private const string StartDuration = "gentracker.child.start.duration";
    private const string Exits = "gentracker.child.exits";
    private const string Lifetime = "gentracker.child.lifetime";
    private const string StopDuration = "gentracker.child.stop.duration";
    private const string Children = "gentracker.children";

    private readonly MetricRecorder _metrics = new();
    private readonly World _world;

    public TrackerMetricsTests() => _world = new World(services: _metrics.Services);

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void An_open_is_counted_with_the_time_that_its_start_took()
    {
        OpenSlowly("a", TimeSpan.FromSeconds(3));

        Assert.Equal([(1, "gentracker.start.kind=open, gentracker.outcome=succeeded")], _metrics[Starts]);
        Assert.Equal([(3, "gentracker.start.kind=open, gentracker.outcome=succeeded")], _metrics[StartDuration]);
    }

    [Fact]
    public void A_start_is_counted_before_its_opener_goes_on()
    {
        bool? wasTold = null;
        Task<Probe> open = _world.Tracker.OpenNewAsync("a");
        _metrics.OnMeasured = _ => wasTold ??= open.IsCompleted;

        _world.Result(open);

        Assert.False(wasTold);
    }

    [Fact]
    public void A_start_that_fails_is_counted_as_failed()
    {
        Task<Probe> open = _world.Tracker.OpenNewAsync("a", static probe => probe.OnStart = static _ => throw new InvalidOperationException());
        _world.Settle();

        Assert.True(open.IsFaulted);
        Assert.Equal([(1, "gentracker.start.kind=open, gentracker.outcome=failed")], _metrics[Starts]);
        Assert.Equal([(1, "gentracker.exit.reason=start_failed, error.type=System.InvalidOperationException")], _metrics[Exits]);
        Assert.Empty(_metrics[Lifetime]);
    }

    [Fact]
    public void A_start_that_is_stopped_is_counted_as_stopped()
    {
        _ = _world.Tracker.OpenNewAsync("a", static probe => probe.OnStart = UntilStopped);
        _world.Settle();

        _world.Result(_world.Tracker.StopAsync("a"));

        Assert.Equal([(1, "gentracker.start.kind=open, gentracker.outcome=stopped")], _metrics[Starts]);
    }

    [Fact]
    public void A_start_that_takes_too_long_is_counted_as_timed_out()
    {
        _ = _world.Tracker.OpenNewAsync("a", static probe => probe.OnStart = UntilStopped);

        _world.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([(1, "gentracker.start.kind=open, gentracker.outcome=timed_out")], _metrics[Starts]);
    }

    [Fact]
    public void A_start_that_ignores_its_token_is_counted_as_timed_out_once()
    {
        var never = new TaskCompletionSource();
        _ = _world.Tracker.OpenNewAsync("a", probe => probe.OnStart = _ => never.Task);
        _world.Advance(TimeSpan.FromMinutes(2));

        _world.Run(never.SetResult);

        Assert.Equal([(1, "gentracker.start.kind=open, gentracker.outcome=timed_out")], _metrics[Starts]);
    }

    [Fact]
    public void An_adoption_is_counted_and_has_no_duration()
    {
        _world.Tracker.AddExisting("a", new Probe());
        _world.Settle();

        Assert.Equal([(1, "gentracker.start.kind=adopt, gentracker.outcome=succeeded")], _metrics[Starts]);
        Assert.Empty(_metrics[StartDuration]);
    }

    [Fact]
    public void A_restart_is_counted_as_one_and_as_a_start()
    {
        var crash = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = crash.Task.WaitAsync, new ChildOptions { Restart = RestartPolicy.Transient });

        _world.Run(() => crash.SetException(new InvalidOperationException()));
        int during = _metrics["gentracker.child.restarts"].Count();
        _world.Settle();

        Assert.Equal(0, during);
        _world.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal([(1, "")], _metrics["gentracker.child.restarts"].Take(1));
        Assert.Equal((1, "gentracker.start.kind=restart, gentracker.outcome=succeeded"), _metrics[Starts].ElementAt(1));
    }

    [Theory]
    [InlineData(ExitReason.Completed, "gentracker.exit.reason=completed")]
    [InlineData(ExitReason.Failed, "gentracker.exit.reason=failed, error.type=System.InvalidOperationException")]
    [InlineData(ExitReason.Stopped, "gentracker.exit.reason=stopped")]
    [InlineData(ExitReason.Retired, "gentracker.exit.reason=retired")]
    [InlineData(ExitReason.TrackerClosed, "gentracker.exit.reason=tracker_closed")]
    [InlineData(ExitReason.Moved, "gentracker.exit.reason=moved")]
    [InlineData(ExitReason.NodeLost, "gentracker.exit.reason=node_lost")]
    public void An_end_is_counted_by_its_reason_with_the_lifetime_of_the_child(ExitReason reason, string tags)
    {
        var run = new TaskCompletionSource();
        Probe probe = _world.Open("a", probe => probe.OnRun = run.Task.WaitAsync);
        _world.Advance(TimeSpan.FromSeconds(90));

        _world.Run(() => End(probe, run, reason));

        Assert.Equal([(1, tags)], _metrics[Exits]);
        Assert.Equal([(90, tags.Split(',')[0])], _metrics[Lifetime]);
    }

    [Fact]
    public void A_stop_is_measured_from_the_request_to_the_free_key()
    {
        _world.Open("a", static probe => probe.OnRun = static token => Probe.RunUntilStopped(token));
        Probe slow = _world.Open("b");
        var goOn = new TaskCompletionSource();
        slow.OnAfterTerminate = (_, _) => goOn.Task;
        Task<bool> stop = _world.Tracker.StopAsync("b");
        _world.Advance(TimeSpan.FromSeconds(2));

        _world.Run(goOn.SetResult);

        Assert.True(_world.Result(stop));
        Assert.Equal([(2, "")], _metrics[StopDuration]);
    }

    [Fact]
    public void An_end_that_nobody_asked_for_is_no_stop()
    {
        var run = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => run.Task);

        _world.Run(run.SetResult);

        Assert.Empty(_metrics[StopDuration]);
    }

    [Fact]
    public void Children_are_observed_in_each_state()
    {
        var never = new TaskCompletionSource();
        _world.Open("running");
        _ = _world.Tracker.OpenNewAsync("starting", probe => probe.OnStart = _ => never.Task);
        Probe ending = _world.Open("terminating");
        ending.OnAfterTerminate = (_, _) => never.Task;
        _ = _world.Tracker.StopAsync("terminating");
        _world.Open("restarting", static probe => probe.OnRun = static _ => Task.CompletedTask, new ChildOptions { Restart = RestartPolicy.Permanent });
        _world.Settle();

        Assert.Equal(
            [
                (1, "gentracker.child.state=starting"), (1, "gentracker.child.state=running"), (1, "gentracker.child.state=restarting"),
                (1, "gentracker.child.state=terminating"), (0, "gentracker.child.state=abandoned"),
            ],
            _metrics.Collect(Children));
    }

    [Fact]
    public void A_child_that_ignores_its_token_is_observed_as_abandoned_until_it_ends()
    {
        var never = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnRun = _ => never.Task);
        _ = _world.Tracker.StopAsync("a");
        _world.Advance(TimeSpan.FromSeconds(6));
        double during = Abandoned();

        _world.Run(never.SetResult);

        Assert.Equal((1, 0), (during, Abandoned()));
        Assert.Equal([(1, "gentracker.exit.reason=abandoned")], _metrics[Exits]);

        double Abandoned() => _metrics.Collect(Children).Single(static state => state.Tags.EndsWith("abandoned", StringComparison.Ordinal)).Value;
    }

    [Fact]
    public void Two_trackers_of_one_name_are_observed_together()
    {
        var second = new ProbeTracker(_world.Options, _metrics.Services, loggerFactory: null);
        _world.Open("a");
        _world.Result(second.OpenAsync("a", script: null));

        Assert.Contains((2, "gentracker.child.state=running"), _metrics.Collect(Children));
    }

    [Fact]
    public void Dropped_log_entries_are_observed()
    {
        using var log = new RecordingLog();
        var world = new World(services: _metrics.Services, loggerFactory: log);
        for (var i = 0; i < 9_000; i++)
            world.Tracker.AddExisting($"{i}", new Probe());

        Assert.Equal([(9_000 - 8_192, "")], _metrics.Collect("gentracker.log.dropped"));
    }

    [Fact]
    public void The_count_of_dropped_log_entries_outlives_the_tracker_and_never_goes_back()
    {
        WeakReference first = Drop(entries: 9_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive, "The tracker is still in memory.");

        Assert.Equal([(9_000 - 8_192, "")], _metrics.Collect("gentracker.log.dropped"));
        Drop(entries: 8_193);
        Assert.Equal([(9_000 - 8_192 + 1, "")], _metrics.Collect("gentracker.log.dropped"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Drop(int entries)
    {
        using var log = new RecordingLog();
        var world = new World(services: _metrics.Services, loggerFactory: log);
        for (var i = 0; i < entries; i++)
            world.Tracker.AddExisting($"{i}", new Probe());
        return new WeakReference(world.Tracker);
    }

    [Fact]
    public void A_listener_that_throws_harms_no_child()
    {
        _metrics.OnMeasured = static _ => throw new InvalidOperationException("The collector is broken.");
        Probe probe = _world.Open("a");

        bool stopped = _world.Result(_world.Tracker.StopAsync("a"));

        Assert.True(stopped);
        Assert.Equal(["start", "started", "run", "ran", "after Stopped", "dispose"], probe.Steps);
    }

    [Fact]
    public void A_listener_that_throws_costs_no_other_instrument_its_measurement()
    {
        _metrics.OnMeasured = static instrument =>
        {
            if (instrument is Counter<long> or Histogram<long>)
                throw new InvalidOperationException("The collector of whole numbers is broken.");
        };
        var tracker = new MeasuredTracker(_world.Options, _metrics.Services);
        _world.Result(tracker.FindOrOpenAsync("a"));

        _world.Result(tracker.StopAsync("a"));

        Assert.All([StartDuration, Lifetime, StopDuration, "measured.busy.final"], instrument => Assert.Single(_metrics[instrument]));
        Assert.Empty(_metrics[Starts]);
    }

    [Fact]
    public void The_instruments_are_those_that_the_documentation_lists()
    {
        Assert.Equal(
            [
                ("gentracker.child.exits", "{exit}"), ("gentracker.child.lifetime", "s"), ("gentracker.child.restarts", "{restart}"),
                ("gentracker.child.start.duration", "s"), ("gentracker.child.starts", "{start}"), ("gentracker.child.stop.duration", "s"),
                ("gentracker.children", "{child}"), ("gentracker.log.dropped", "{entry}"),
            ],
            _metrics.Instruments.Values
                .Select(static instrument => (instrument.Name, instrument.Unit))
                .OrderBy(static instrument => instrument.Name, StringComparer.Ordinal));
        Assert.All(_metrics.Instruments.Values, static instrument => Assert.Equal("GenTracker", instrument.Meter.Name));
        Assert.IsType<ObservableUpDownCounter<long>>(_metrics.Instruments[Children]);
    }

    [Fact]
    public void Trackers_without_services_share_the_meter_of_the_process()
    {
        var running = new List<long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == Children && instrument.Meter.Scope is null)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.Contains(new("gentracker.tracker", "Lone")) && tags.Contains(new("gentracker.child.state", "running")))
                running.Add(value);
        });
        listener.Start();
        LoneTracker[] trackers = [new(_world.Options), new(_world.Options)];
        foreach (LoneTracker tracker in trackers)
            tracker.AddExisting("a", new Probe());

        listener.RecordObservableInstruments();

        Assert.Equal([2], running);
        GC.KeepAlive(trackers);
    }

    private static async Task UntilStopped(CancellationToken token)
    {
        await Probe.RunUntilStopped(token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
    }

    private void OpenSlowly(string key, TimeSpan time)
    {
        var goOn = new TaskCompletionSource();
        Task<Probe> open = _world.Tracker.OpenNewAsync(key, probe => probe.OnStart = _ => goOn.Task);
        _world.Advance(time);
        _world.Run(goOn.SetResult);
        _world.Result(open);
    }

    private void End(Probe probe, TaskCompletionSource run, ExitReason reason)
    {
        switch (reason)
        {
            case ExitReason.Completed:
                run.SetResult();
                break;
            case ExitReason.Failed:
                run.SetException(new InvalidOperationException());
                break;
            case ExitReason.Stopped or ExitReason.Moved or ExitReason.NodeLost:
                _ = _world.Tracker.StopAsync("a", reason);
                break;
            case ExitReason.Retired:
                probe.TryRetire();
                break;
            default:
                _ = _world.Tracker.CloseAsync();
                break;
        }
    }

    private sealed class LoneTracker(TrackerOptions options) : Tracker<string, Probe>("Lone", options, null, null, StringComparer.Ordinal, []);
}
