using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Code that throws where it should not: it harms neither its own key, nor another child, nor the tracker.</summary>
public sealed class FailingCodeTests
{
    private static readonly Func<Task> Throws = static () => throw new InvalidOperationException("rude");
    private static readonly Func<Task> ReturnsNull = static () => null!;
    private static readonly Func<Task> Behaves = static () => Task.CompletedTask;

    [Fact]
    public void A_failing_run_harms_no_other_child()
    {
        var world = new World();
        Probe other = world.Open("b");

        world.Open("a", probe => probe.OnRun = _ => throw new InvalidOperationException("lost"));
        world.Settle();

        AssertWorks(world, other);
    }

    [Fact]
    public void A_failing_termination_callback_is_followed_by_disposal_and_a_free_key()
    {
        var world = new World();
        Probe other = world.Open("b");
        Probe probe = world.Open("a", made => made.OnAfterTerminate = (_, _) => throw new InvalidOperationException("no words"));

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal("dispose", probe.Steps[^1]);
        AssertWorks(world, other);
    }

    [Fact]
    public void A_failing_disposal_is_followed_by_a_free_key()
    {
        var world = new World();
        Probe other = world.Open("b");
        world.Open("a", probe => probe.OnDispose = () => throw new InvalidOperationException("cannot let go"));

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(0, world.Tracker.AbandonedCount);
        AssertWorks(world, other);
    }

    [Fact]
    public void A_failing_disposal_after_a_failed_start_does_not_hide_the_start_s_failure()
    {
        var world = new World();
        Task<Probe> opening = world.Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = _ => throw new InvalidOperationException("no source");
            probe.OnDispose = () => throw new InvalidOperationException("cannot let go");
        }).AsTask();

        Assert.Equal("no source", Assert.Throws<ChildStartException>(() => world.Result(opening)).InnerException?.Message);
    }

    [Fact]
    public void A_failing_callback_on_the_stopping_token_keeps_neither_the_other_callbacks_nor_the_stop()
    {
        var log = new RecordingLog();
        var world = new World(loggerFactory: log);
        Probe other = world.Open("b");
        Probe probe = world.Open("a", made => made.OnRun = token =>
        {
            Task run = Probe.RunUntilStopped(token);
            token.Register(() => throw new InvalidOperationException("callback"));
            return run;
        });

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
        Assert.Contains("10 Error Probe: a callback on the stopping token of a failed", log.Lines);
        AssertWorks(world, other);
    }

    [Fact]
    public void A_logger_that_throws_harms_nobody()
    {
        var log = new RecordingLog { OnLog = _ => throw new InvalidOperationException("disk full") };
        var world = new World(loggerFactory: log);
        Probe other = world.Open("b");

        Probe probe = world.Open("a", made => made.OnRun = _ => throw new InvalidOperationException("lost"));
        world.Settle();

        Assert.Equal(ExitReason.Failed, probe.Exits.Single().Reason);
        AssertWorks(world, other);
    }

    [Fact]
    public void A_logger_that_throws_when_it_is_asked_for_a_level_harms_nobody()
    {
        var log = new RecordingLog { OnIsEnabled = _ => throw new InvalidOperationException("no configuration") };
        var world = new World(loggerFactory: log);
        Probe other = world.Open("b");

        Probe probe = world.Open("a", made => made.OnRun = _ => throw new InvalidOperationException("lost"));
        world.Settle();

        Assert.Equal(ExitReason.Failed, probe.Exits.Single().Reason);
        AssertWorks(world, other);
        Assert.Empty(log.Entries);
    }

    [Fact]
    public void A_start_that_throws_before_it_returns_a_task_is_a_failed_start() =>
        Assert.Equal("rude", FailsToOpen(new RudeChild { Start = Throws }).InnerException?.Message);

    [Fact]
    public void A_start_that_returns_null_is_a_failed_start() =>
        Assert.Contains("null", FailsToOpen(new RudeChild { Start = ReturnsNull }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_throws_before_it_returns_a_task_is_a_failure()
    {
        var child = new RudeChild { Run = Throws };

        ChildExit exit = Live(child);

        Assert.Equal((ExitReason.Failed, "rude"), (exit.Reason, exit.Exception?.Message));
        Assert.True(child.IsDisposed);
    }

    [Fact]
    public void A_run_that_returns_null_is_a_failure()
    {
        ChildExit exit = Live(new RudeChild { Run = ReturnsNull });

        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.Contains("null", exit.Exception?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Last_words_that_throw_or_return_null_before_any_task_are_followed_by_disposal(bool throws)
    {
        var child = new RudeChild { After = throws ? Throws : ReturnsNull };

        ChildExit exit = Live(child);

        Assert.Equal(ExitReason.Completed, exit.Reason);
        Assert.True(child.IsDisposed);
    }

    private static ChildStartException FailsToOpen(RudeChild child)
    {
        var world = new World();
        var tracker = new RudeTracker(world.Options);
        Task<RudeChild> opening = tracker.OpenAsync("a", child).AsTask();
        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.True(child.IsDisposed);
        Assert.Empty(tracker.GetChildren());
        return told;
    }

    private static ChildExit Live(RudeChild child)
    {
        var world = new World();
        var tracker = new RudeTracker(world.Options);
        world.Result(tracker.OpenAsync("a", child));
        world.Settle();
        Assert.Empty(tracker.GetChildren());
        return world.Result(child.Completion);
    }

    private static void AssertWorks(World world, Probe other)
    {
        Assert.Same(other, world.Tracker.Find("b"));
        Assert.Equal(["start", "started", "run"], other.Steps);
        Assert.Equal(["b"], world.Tracker.GetChildren().Select(child => child.Key));
        Assert.Same(world.Open("a"), world.Tracker.Find("a"));
        world.Finish(world.Tracker.CloseAsync());
        Assert.Equal(0, world.Time.PendingTimers);
    }

    private sealed class RudeTracker(TrackerOptions options) : Tracker<string, RudeChild>("Rude", options, null, null, StringComparer.Ordinal, [])
    {
        public ValueTask<RudeChild> OpenAsync(string key, RudeChild child) =>
            FindOrOpenCoreAsync(key, ChildSpec.FromFactory<string, RudeChild>(_ => child), null, default);
    }

    /// <summary>A child whose methods are not async, so that they can throw, or return null, in the tracker's face.</summary>
    private sealed class RudeChild : ITracked<string>, ITrackedChild, IDisposable
    {
        public Func<Task> Start { get; init; } = Behaves;

        public Func<Task> Run { get; init; } = Behaves;

        public Func<Task> After { get; init; } = Behaves;

        public bool IsDisposed { get; private set; }

        public Task<ChildExit> Completion => Link.Completion;

        private ChildLink<string> _link;

        public ref ChildLink<string> Link => ref _link;

        public Task StartAsync(CancellationToken cancellationToken) => Start();

        public Task RunAsync(CancellationToken _) => Run();

        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => After();

        public void Dispose() => IsDisposed = true;

        public void Seal()
        {
        }

        public void Inherit(ITracked<string> previous)
        {
        }
    }
}
