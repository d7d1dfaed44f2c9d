using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What is traced: the starts and the stops of children, each a trace of its own with a link to the caller's.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Key = "gentracker.child.key";

    // The source is the process's, and other tests have trackers of the same name.
    private readonly string _key = Guid.NewGuid().ToString();
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];
    private readonly World _world = new();

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "GenTracker" or nameof(TraceTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Source.Name == nameof(TraceTests) || (options.Tags?.Any(tag => tag.Key == Key && _key.Equals(tag.Value)) ?? false)
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_start_is_a_trace_of_its_own_with_the_child_and_its_outcome()
    {
        _world.Open(_key);

        Activity start = Assert.Single(_ended);

        Assert.Equal(("start Probe", null, ActivityStatusCode.Unset), (start.DisplayName, start.ParentId, start.Status));
        Assert.Equal(
            [
                ("gentracker.tracker", "Probe"), (Key, _key), ("gentracker.child.incarnation", "1"), ("gentracker.start.kind", "open"),
                ("gentracker.outcome", "succeeded"),
            ],
            Tags(start));
    }

    [Fact]
    public void A_start_is_linked_to_the_activity_of_its_opener_which_stays_the_opener_s_own()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        using Activity request = source.StartActivity("request")!;

        Task<Probe> open = _world.Tracker.OpenNewAsync(_key);
        Activity? afterTheCall = Activity.Current;
        _world.Result(open);

        Activity start = Assert.Single(_ended);
        Assert.Same(request, afterTheCall);
        Assert.Equal(request.SpanId, Assert.Single(start.Links).Context.SpanId);
        Assert.NotEqual(request.TraceId, start.TraceId);
    }

    [Fact]
    public void An_opener_that_waits_for_the_end_of_the_former_child_is_linked()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        var goOn = new TaskCompletionSource();
        _world.Open(_key).OnAfterTerminate = (_, _) => goOn.Task;
        _ = _world.Tracker.StopAsync(_key);
        _world.Settle();
        using Activity request = source.StartActivity("request")!;
        Task<Probe> open = _world.Tracker.OpenAsync(_key, script: null).AsTask();

        _world.Run(goOn.SetResult);
        _world.Result(open);

        Activity start = _ended[^1];
        Assert.Equal("start Probe", start.DisplayName);
        Assert.Equal(request.SpanId, Assert.Single(start.Links).Context.SpanId);
    }

    [Fact]
    public void What_the_start_does_belongs_to_its_trace_and_the_run_has_no_activity()
    {
        Activity? inStart = null;
        Activity? inRun = Activity.Current;
        _world.Open(_key, probe =>
        {
            probe.OnStart = _ =>
            {
                inStart = Activity.Current;
                return Task.CompletedTask;
            };
            probe.OnRun = token =>
            {
                inRun = Activity.Current;
                return Probe.RunUntilStopped(token);
            };
        });

        Assert.Same(Assert.Single(_ended), inStart);
        Assert.Null(inRun);
    }

    [Fact]
    public void A_run_that_a_callback_of_another_activity_lets_go_on_has_none()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        var connected = new TaskCompletionSource(TaskCreationOptions.None);
        Activity? inRun = null;
        Task<Probe> open = _world.Tracker.OpenNewAsync(_key, probe =>
        {
            probe.OnStart = _ => connected.Task;
            probe.OnRun = token =>
            {
                inRun = Activity.Current;
                return Probe.RunUntilStopped(token);
            };
        });
        _world.Settle();

        _world.Run(() =>
        {
            using Activity? callback = source.StartActivity("callback");
            connected.SetResult();
        });
        _world.Result(open);

        Assert.Null(inRun);
    }

    [Fact]
    public void A_failed_start_has_its_exception()
    {
        Task<Probe> open = _world.Tracker.OpenNewAsync(_key, static probe => probe.OnStart = static _ => throw new InvalidOperationException("no camera"));
        _world.Settle();

        Activity start = Assert.Single(_ended);
        ActivityEvent failure = Assert.Single(start.Events);

        Assert.True(open.IsFaulted);
        Assert.Equal((ActivityStatusCode.Error, "no camera"), (start.Status, start.StatusDescription));
        Assert.Contains(("gentracker.outcome", "failed"), Tags(start));
        Assert.Contains(("error.type", "System.InvalidOperationException"), Tags(start));
        Assert.Equal(("exception", "no camera"), (failure.Name, failure.Tags.Single(static tag => tag.Key == "exception.message").Value));
    }

    [Fact]
    public void A_start_that_never_returns_is_traced_when_it_is_abandoned()
    {
        var never = new TaskCompletionSource();
        _ = _world.Tracker.OpenNewAsync(_key, probe => probe.OnStart = _ => never.Task);

        _world.Advance(TimeSpan.FromMinutes(2));

        Assert.Contains(("gentracker.outcome", "timed_out"), Tags(Assert.Single(_ended)));
    }

    [Fact]
    public void A_restart_is_traced_without_a_link()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        var crash = new TaskCompletionSource();
        using (source.StartActivity("request"))
            _world.Open(_key, probe => probe.OnRun = crash.Task.WaitAsync, new ChildOptions { Restart = RestartPolicy.Transient });
        _ended.Clear();

        _world.Run(() => crash.SetException(new InvalidOperationException()));
        _world.Advance(TimeSpan.FromSeconds(1));

        Activity restart = _ended[0];
        Assert.Contains(("gentracker.start.kind", "restart"), Tags(restart));
        Assert.Contains(("gentracker.child.incarnation", "2"), Tags(restart));
        Assert.Empty(restart.Links);
    }

    [Fact]
    public void A_stop_is_traced_from_the_request_to_the_free_key_with_a_link_to_its_caller()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        _world.Open(_key);
        _ended.Clear();
        using Activity request = source.StartActivity("request")!;

        Task<bool> stop = _world.Tracker.StopAsync(_key);
        Activity? afterTheCall = Activity.Current;
        _world.Result(stop);

        Activity traced = Assert.Single(_ended);
        Assert.Same(request, afterTheCall);
        Assert.Equal(("stop Probe", null), (traced.DisplayName, traced.ParentId));
        Assert.Equal(request.SpanId, Assert.Single(traced.Links).Context.SpanId);
        Assert.Contains(("gentracker.exit.reason", "stopped"), Tags(traced));
        Assert.True(traced.StartTimeUtc >= request.StartTimeUtc);
    }

    [Fact]
    public void A_caller_on_whose_thread_the_key_becomes_free_keeps_its_activity()
    {
        using var source = new ActivitySource(nameof(TraceTests));
        ChildRegistration registration = _world.Tracker.AddExisting(_key, new Probe { OnAfterTerminate = static (_, _) => Task.CompletedTask });
        _world.Settle();
        using Activity request = source.StartActivity("request")!;

        Task stop = _world.Tracker.StopAsync(_key);
        Task end = registration.DisposeAsync().AsTask();
        Activity? afterTheCalls = Activity.Current;
        _world.Finish(stop);
        _world.Finish(end);

        Assert.Same(request, afterTheCalls);
    }

    [Fact]
    public void A_listener_of_metrics_that_throws_costs_no_trace()
    {
        using var metrics = new MetricRecorder { OnMeasured = static _ => throw new InvalidOperationException("The collector is broken.") };
        var world = new World(services: metrics.Services);
        world.Open(_key);

        world.Result(world.Tracker.StopAsync(_key));

        Assert.Equal(["start Probe", "stop Probe"], _ended.Select(static activity => activity.DisplayName));
    }

    [Theory]
    [InlineData("sampled", 0)]
    [InlineData("started", 2)]
    [InlineData("stopped", 2)]
    [InlineData("current", 2)]
    public void A_listener_of_traces_that_throws_harms_neither_child_nor_caller_nor_other_listeners(string place, int traces)
    {
        int thread = Environment.CurrentManagedThreadId;
        var thrown = 0;
        using var rude = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "GenTracker",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => Throw("sampled"),
            ActivityStarted = _ => Throw("started"),
            ActivityStopped = _ => Throw("stopped"),
        };
        ActivitySource.AddActivityListener(rude);
        EventHandler<ActivityChangedEventArgs> onChanged = (_, _) => Throw("current");
        Activity.CurrentChanged += onChanged;
        Activity? inRun = null;
        Probe probe;
        bool stopped;
        try
        {
            probe = _world.Open(_key, probe => probe.OnRun = token =>
            {
                inRun = Activity.Current;
                return Probe.RunUntilStopped(token);
            });
            stopped = _world.Result(_world.Tracker.StopAsync(_key));
        }
        finally
        {
            Activity.CurrentChanged -= onChanged;
        }

        Assert.True(stopped);
        Assert.True(thrown >= 2, $"It has thrown {thrown} times.");
        Assert.Equal(["start", "started", "run", "ran", "after Stopped", "dispose"], probe.Steps);
        Assert.Null(inRun);
        Assert.Null(Activity.Current);
        Assert.Equal(traces, _ended.Count);

        // Other tests have listeners and trackers on other threads.
        ActivitySamplingResult Throw(string at)
        {
            if (at != place || Environment.CurrentManagedThreadId != thread)
                return ActivitySamplingResult.None;
            thrown++;
            throw new InvalidOperationException("The collector is broken.");
        }
    }

    private void Add(Activity activity)
    {
        if (activity.Source.Name == "GenTracker")
            _ended.Add(activity);
    }

    private static IEnumerable<(string Key, string? Value)> Tags(Activity activity) =>
        activity.TagObjects.Select(static tag => (tag.Key, tag.Value?.ToString()));
}
