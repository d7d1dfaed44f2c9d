using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The handlers of a child's end for good: each is told once, and before the key is free.</summary>
public sealed class ChildEndedTests : IDisposable
{
    private const int HandlerFailed = 19;
    private const int HandlerTimedOut = 20;

    private readonly RecordingLog _log = new();
    private readonly List<ChildEnd<string, Probe>> _told = [];

    private enum Ending
    {
        Completed,
        Failed,
        Stopped,
        Moved,
        Retired,
        Closed,
        StartFailed,
        StartStopped,
        NotConstructed,
        RestartLimit,
        RestartCancelled,
        Abandoned,
        StartAbandoned,
        Adopted,
        Reopened,
    }

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("Completed", "Completed", true)]
    [InlineData("Failed", "Failed", true)]
    [InlineData("Stopped", "Stopped", true)]
    [InlineData("Moved", "Moved", true)]
    [InlineData("Retired", "Retired", true)]
    [InlineData("Closed", "TrackerClosed", true)]
    [InlineData("StartFailed", "StartFailed", true)]
    [InlineData("StartStopped", "StartFailed", true)]
    [InlineData("NotConstructed", "StartFailed", false)]
    [InlineData("RestartLimit", "RestartLimit", true)]
    [InlineData("RestartCancelled", "Stopped", true)]
    [InlineData("Abandoned", "Abandoned", true)]
    [InlineData("StartAbandoned", "Abandoned", true)]
    [InlineData("Adopted", "Completed", true)]
    [InlineData("Reopened", "Stopped", true)]
    public void An_end_of_any_kind_is_told_once_while_the_key_is_taken(string kind, string reason, bool hasChild)
    {
        var ending = Enum.Parse<Ending>(kind);
        World world = NewWorld(options =>
        {
            options.MaxRestarts = 1;
            options.Restart = ending is Ending.RestartLimit or Ending.RestartCancelled ? RestartPolicy.Permanent : RestartPolicy.Temporary;
        });
        var states = new List<ChildState>();
        world.Tracker.ChildEnded += (_, _) =>
        {
            states.AddRange(world.Tracker.GetChildren().Where(static child => child.State != ChildState.Abandoned).Select(static child => child.State));
            return Task.CompletedTask;
        };

        Live(world, ending);

        ChildEnd<string, Probe> end = Assert.Single(_told);
        Assert.Equal(("a", Enum.Parse<ExitReason>(reason), false), (end.Key, end.Exit.Reason, end.Exit.WillRestart));
        Assert.Equal(hasChild, end.Child is not null);
        Assert.True(Assert.Single(states) is ChildState.Terminating or ChildState.Restarting, $"The key was {states[0]}.");
    }

    [Fact]
    public void A_handler_is_told_after_the_disposal_with_the_exit_of_the_child_and_its_final_attributes()
    {
        World world = NewWorld();
        Probe probe = world.Open("a");
        probe.IncrementCount(7);
        var steps = new List<string>();
        world.Tracker.ChildEnded += (end, _) =>
        {
            steps.Add($"{end.Child!.Steps[^1]}, count {end.Child.Count}");
            return Task.CompletedTask;
        };

        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal(["dispose, count 7"], steps);
        Assert.Equal((probe, world.Result(probe.Completion)), (_told[0].Child, _told[0].Exit));
    }

    [Fact]
    public void A_restart_is_no_end_and_of_two_failed_starts_of_restarts_the_last_child_that_ran_is_told()
    {
        World world = NewWorld(static options => (options.Restart, options.MaxRestarts) = (RestartPolicy.Permanent, 2));
        var runs = new RunEnds(world);
        world.Open("a", probe =>
        {
            runs.Script(probe);
            if (world.Tracker.Made.Count > 1)
                probe.OnStart = static _ => throw new InvalidOperationException("no source");
        });

        runs.Fail();
        Assert.Empty(_told);
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, world.Tracker.Made.Count);
        Assert.Equal((world.Tracker.Made[0], ExitReason.RestartLimit), (Assert.Single(_told).Child, _told[0].Exit.Reason));
    }

    [Fact]
    public void Nobody_gets_the_key_and_no_stop_completes_before_a_handler_has()
    {
        World world = NewWorld();
        world.Open("a");
        var handler = new TaskCompletionSource();
        world.Tracker.ChildEnded += (_, _) => handler.Task;

        Task<bool> stop = world.Tracker.StopAsync("a");
        Task<Probe> next = world.Tracker.OpenAsync("a").AsTask();
        Task free = world.Tracker.WhenFreeAsync("a");
        world.Settle();

        Assert.Equal((false, false, false, 1), (stop.IsCompleted, next.IsCompleted, free.IsCompleted, world.Tracker.Made.Count));
        Assert.Throws<ChildAlreadyExistsException>(() => world.Result(world.Tracker.OpenNewAsync("a")));
        world.Run(handler.SetResult);
        Assert.True(world.Result(stop));
        Assert.Same(world.Tracker.Made[1], world.Result(next));
    }

    [Fact]
    public void What_handlers_throw_is_logged_and_costs_neither_the_key_nor_another_handler()
    {
        World world = NewWorld();
        var thrown = new InvalidOperationException("at once");
        var failed = new InvalidOperationException("later");
        world.Tracker.ChildEnded += (_, _) => throw thrown;
        world.Tracker.ChildEnded += (_, _) => Task.FromException(failed);
        world.Tracker.ChildEnded += static (_, _) => null!;
        var last = 0;
        world.Tracker.ChildEnded += (_, _) =>
        {
            last++;
            return Task.CompletedTask;
        };
        world.Open("a");

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal((1, 1), (_told.Count, last));
        RecordingLog.Entry[] entries = [.. _log.Entries.Where(static entry => entry.Id == HandlerFailed)];
        Assert.Equal([thrown, failed], entries.Take(2).Select(static entry => entry.Exception));
        Assert.Equal("The handler returned null instead of a task.", entries[2].Exception!.Message);
        Assert.All(entries, static entry => Assert.Equal("Probe: a handler of the end of a (ChildEnded) failed", entry.Message));
    }

    [Fact]
    public void A_handler_that_hangs_gets_its_token_and_holds_the_key_for_the_timeout_only()
    {
        World world = NewWorld(static options => options.AfterTerminateTimeout = TimeSpan.FromSeconds(7));
        world.Open("a");
        CancellationToken token = default;
        world.Tracker.ChildEnded += (_, fired) =>
        {
            token = fired;
            return new TaskCompletionSource().Task;
        };
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(TimeSpan.FromSeconds(7) - TimeSpan.FromTicks(1));
        Assert.Equal((false, false), (stop.IsCompleted, token.IsCancellationRequested));
        world.Advance(TimeSpan.FromTicks(1));

        Assert.True(world.Result(stop));
        Assert.True(token.IsCancellationRequested);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(
            "Probe: a handler of the end of a (ChildEnded) did not complete within 00:00:07 (AfterTerminateTimeout). The key is free, and the handler may "
                + "still be running",
            Assert.Single(_log.Entries, static entry => entry.Id == HandlerTimedOut).Message);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void A_handler_that_waits_for_its_own_key_is_told_of_the_cycle()
    {
        World world = NewWorld();
        WaitCycleException? told = null;
        world.Tracker.ChildEnded += (end, _) => world.Async(async () =>
            told = await Assert.ThrowsAsync<WaitCycleException>(async () => await world.Tracker.OpenAsync(end.Key)));
        world.Open("a");

        Assert.True(world.Result(world.Tracker.StopAsync("a")));

        Assert.Equal("Probe/a (in a handler of its end)", told!.Chain[0]);
        Assert.Single(world.Tracker.Made);
    }

    [Fact]
    public void A_close_without_grace_still_tells_each_end()
    {
        World world = NewWorld();
        world.Open("a");
        world.Open("b");
        world.Tracker.ChildEnded += static (_, _) => new TaskCompletionSource().Task;

        Task close = world.Tracker.CloseAsync(new CancellationToken(canceled: true));
        world.Finish(close);

        Assert.Equal(["a", "b"], _told.Select(static end => end.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_burst_of_ends_far_beyond_what_a_reader_of_events_buffers_loses_none()
    {
        World world = NewWorld();
        const int Children = 3_000;
        for (var i = 0; i < Children; i++)
            _ = world.Tracker.OpenAsync($"{i}").AsTask();
        world.Settle();

        world.Finish(world.Tracker.CloseAsync());

        Assert.Equal(Children, _told.Select(static end => end.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Children, _told.Count);
    }

    [Fact]
    public void A_handler_that_was_removed_is_told_nothing_more()
    {
        var world = new World();
        world.Tracker.ChildEnded += Told;
        world.Open("a");
        world.Open("b");
        world.Result(world.Tracker.StopAsync("a"));

        world.Tracker.ChildEnded -= Told;
        world.Result(world.Tracker.StopAsync("b"));

        Assert.Equal("a", Assert.Single(_told).Key);
    }

    [Fact]
    public void The_text_of_an_end_is_safe_and_plain()
    {
        var end = new ChildEnd<string, object> { Key = "a", Exit = new ChildExit { Reason = ExitReason.Moved } };

        Assert.StartsWith("ChildEnd { Key = a, Child = , Exit = ChildExit { Reason = Moved", end.ToString(), StringComparison.Ordinal);
    }

    private World NewWorld(Action<TrackerOptions>? configure = null)
    {
        var world = new World(configure, loggerFactory: _log);
        world.Tracker.ChildEnded += Told;
        return world;
    }

    private Task Told(ChildEnd<string, Probe> end, CancellationToken cancellationToken)
    {
        _told.Add(end);
        return Task.CompletedTask;
    }

    private static void Live(World world, Ending ending)
    {
        switch (ending)
        {
            case Ending.Completed:
                world.Open("a", static probe => probe.OnRun = static _ => Task.CompletedTask);
                break;
            case Ending.Failed or Ending.RestartLimit or Ending.RestartCancelled:
                world.Open("a", static probe => probe.OnRun = static _ => throw new InvalidOperationException("lost"));
                world.Settle();
                if (ending == Ending.RestartCancelled)
                    world.Result(world.Tracker.StopAsync("a"));
                break;
            case Ending.Stopped:
                world.Open("a");
                world.Result(world.Tracker.StopAsync("a"));
                break;
            case Ending.Moved:
                world.Open("a");
                world.Result(world.Tracker.StopAsync("a", ExitReason.Moved));
                break;
            case Ending.Retired:
                world.Open("a").TryRetire();
                break;
            case Ending.Closed:
                world.Open("a");
                world.Finish(world.Tracker.CloseAsync());
                break;
            case Ending.StartFailed:
                _ = world.Tracker.OpenAsync("a", static probe => probe.OnStart = static _ => throw new InvalidOperationException()).AsTask();
                break;
            case Ending.StartStopped:
                _ = world.Tracker.OpenAsync("a", static probe => probe.OnStart = static async token =>
                {
                    await Probe.RunUntilStopped(token).ConfigureAwait(false);
                    token.ThrowIfCancellationRequested();
                }).AsTask();
                world.Settle();
                _ = world.Tracker.StopAsync("a");
                break;
            case Ending.NotConstructed:
                _ = world.Tracker.OpenAsync("a", static _ => throw new InvalidOperationException()).AsTask();
                break;
            case Ending.Abandoned:
                world.Open("a", static probe => probe.OnRun = static _ => new TaskCompletionSource().Task);
                _ = world.Tracker.StopAsync("a");
                break;
            case Ending.StartAbandoned:
                _ = world.Tracker.OpenAsync("a", static probe => probe.OnStart = static _ => new TaskCompletionSource().Task).AsTask();
                break;
            case Ending.Adopted:
                world.Tracker.AddExisting("a", new Probe(), Task.CompletedTask);
                break;
            case Ending.Reopened:
                world.Open("a");
                _ = world.Tracker.ReopenAsync("a");
                break;
        }

        world.Advance(TimeSpan.FromMinutes(5));
    }
}
