using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Objects that run already and are tracked for as long as they do.</summary>
public sealed class AdoptionTests
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>An adoption looks for its key in the table, puts it there, and then looks for those who wait for it.</summary>

    /// <summary>How a key can be taken.</summary>
    public enum Taken
    {
        Starting,
        Running,
        Restarting,
        Terminating,
        Adopted,
    }

    [Fact]
    public void An_adopted_child_is_found_at_once_without_anything_having_to_run()
    {
        var world = new World();
        var child = new Probe();

        ChildRegistration registration = world.Tracker.AddExisting("a", child);

        Assert.Same(child, world.Tracker.Find("a"));
        Assert.Same(child, Assert.Single(world.Tracker));
        ChildInfo<string, Probe> listed = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal(ChildState.Running, listed.State);
        Assert.Equal(world.Time.GetUtcNow(), listed.StartedAt);
        Assert.Equal("a", child.Key);
        Assert.Equal(child.Incarnation, listed.Incarnation);
        Assert.False(registration.Stopping.IsCancellationRequested);
    }

    [Fact]
    public void An_adopted_child_that_is_abandoned_while_it_is_adopted_has_its_termination_callback_on_the_pool_and_not_within_the_call()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        var tracker = new HookedTracker(world.Options);
        var key = new HookedKey("a");
        var isAdopting = true;
        bool? wereWithinTheCall = null;
        _ = tracker.WaitForAsync(key, static _ => false);
        world.Settle();
        world.Dispatcher.OnPost = () =>
        {
            world.Dispatcher.OnPost = null;
            _ = tracker.StopAsync(new HookedKey("a"));
            world.Settle();
        };

        tracker.AddExisting(key, new Hooked { OnAfterTerminate = () => wereWithinTheCall = isAdopting });
        isAdopting = false;
        world.Settle();

        Assert.Equal(false, wereWithinTheCall);
    }

    [Fact]
    public void An_adopted_child_is_never_started_run_or_disposed_by_the_tracker_but_has_its_termination_callback()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);
        world.Advance(TimeSpan.FromSeconds(3));

        world.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal(["after Completed"], child.Steps);
        ChildExit exit = world.Result(child.Completion);
        Assert.Equal(ExitReason.Completed, exit.Reason);
        Assert.Equal(TimeSpan.FromSeconds(3), exit.EndedAt - exit.StartedAt);
        Assert.Throws<ChildTerminatedException>(() => child.IncrementCount());
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Theory]
    [InlineData(Taken.Starting)]
    [InlineData(Taken.Running)]
    [InlineData(Taken.Restarting)]
    [InlineData(Taken.Terminating)]
    [InlineData(Taken.Adopted)]
    public void A_key_that_is_taken_in_whatever_state_refuses_an_adoption_at_once(Taken state)
    {
        World world = TakeKey(state);
        var child = new Probe();

        bool added = world.Tracker.TryAddExisting("a", child, null, out ChildRegistration? registration);
        var refused = Assert.Throws<ChildAlreadyExistsException>(() => world.Tracker.AddExisting("a", child));

        Assert.False(added);
        Assert.Null(registration);
        Assert.Equal("a", refused.Key);
        Assert.Equal("Probe", refused.TrackerName);
        Assert.Contains("a is taken", refused.Message, StringComparison.Ordinal);
        Assert.Single(world.Tracker.GetChildren());
    }

    [Fact]
    public void An_object_that_was_refused_is_as_good_as_new()
    {
        World world = TakeKey(Taken.Running);
        var child = new Probe();
        Assert.False(world.Tracker.TryAddExisting("a", child, null, out _));

        world.Tracker.AddExisting("b", child);

        Assert.Same(child, world.Tracker.Find("b"));
        Assert.Equal("b", child.Key);
        Assert.Equal(1, child.IncrementCount());
    }

    [Fact]
    public void The_key_of_a_child_that_was_abandoned_is_free_for_adoption()
    {
        var world = new World(options => options.StopTimeout = TimeSpan.Zero);
        world.Tracker.AddExisting("a", new Probe());
        world.Result(world.Tracker.StopAsync("a"));
        Assert.Equal(1, world.Tracker.AbandonedCount);
        var next = new Probe();

        world.Tracker.AddExisting("a", next);

        Assert.Same(next, world.Tracker.Find("a"));
    }

    [Fact]
    public void An_object_is_adopted_once_in_its_life_also_after_its_end()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);

        var whileItRuns = Assert.Throws<TrackerException>(() => world.Tracker.AddExisting("b", child));
        world.Finish(registration.DisposeAsync().AsTask());
        var afterItsEnd = Assert.Throws<TrackerException>(() => world.Tracker.AddExisting("a", child));
        var elsewhere = Assert.Throws<TrackerException>(() => new World().Tracker.AddExisting("a", child));

        Assert.All([whileItRuns, afterItsEnd, elsewhere], refused => Assert.Contains("once in its life", refused.Message, StringComparison.Ordinal));
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal("a", child.Key);
        world.Finish(world.Tracker.CloseAsync());
    }

    [Fact]
    public void An_object_that_the_tracker_opened_is_not_adopted()
    {
        var world = new World();
        Probe opened = world.Open("a");

        Assert.Throws<TrackerException>(() => world.Tracker.AddExisting("b", opened));

        Assert.Same(opened, world.Tracker.Find("a"));
        Assert.Null(world.Tracker.Find("b"));
    }

    [Fact]
    public void Disposing_the_registration_waits_until_the_key_is_free_however_often_it_is_called()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        var child = new Probe { OnAfterTerminate = (_, _) => lastWords.Task };
        ChildRegistration registration = world.Tracker.AddExisting("a", child);

        Task first = registration.DisposeAsync().AsTask();
        Task second = registration.DisposeAsync().AsTask();
        world.Settle();
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        Assert.Equal(ChildState.Terminating, world.Tracker.GetChildren().Single().State);
        world.Run(lastWords.SetResult);

        world.Finish(first);
        world.Finish(second);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.True(registration.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.Single(child.Exits);
    }

    [Fact]
    public void The_end_of_the_completion_ends_the_child()
    {
        var world = new World();
        var completion = new TaskCompletionSource();
        var child = new Probe();
        world.Tracker.AddExisting("a", child, completion.Task);
        world.Settle();
        Assert.NotNull(world.Tracker.Find("a"));

        world.Run(completion.SetResult);

        Assert.Equal(ExitReason.Completed, child.Exits.Single().Reason);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_completion_that_fails_is_the_child_s_failure_and_never_restarts_it()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var completion = new TaskCompletionSource();
        var cause = new InvalidOperationException("the socket broke");
        var child = new Probe();
        world.Tracker.AddExisting("a", child, completion.Task);

        world.Run(() => completion.SetException(cause));
        world.Advance(TimeSpan.FromDays(1));

        ChildExit exit = child.Exits.Single();
        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.Same(cause, exit.Exception);
        Assert.False(exit.WillRestart);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_completion_that_has_failed_decides_the_end_even_if_the_owner_disposes_before_anybody_heard_of_it()
    {
        var world = new World();
        var cause = new InvalidOperationException("connection lost");
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child, completion.Task);

        completion.SetException(cause);
        world.Finish(registration.DisposeAsync().AsTask());

        ChildExit exit = world.Result(child.Completion);
        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.Same(cause, exit.Exception);
    }

    [Fact]
    public void A_completion_that_is_cancelled_without_a_requested_stop_is_a_failure()
    {
        var world = new World();
        var completion = new TaskCompletionSource();
        var child = new Probe();
        world.Tracker.AddExisting("a", child, completion.Task);

        world.Run(() => completion.SetCanceled());

        Assert.Equal(ExitReason.Failed, child.Exits.Single().Reason);
        Assert.IsAssignableFrom<OperationCanceledException>(child.Exits.Single().Exception);
    }

    [Fact]
    public void A_completion_that_has_ended_already_is_a_child_that_ends_at_once()
    {
        var world = new World();
        var child = new Probe();

        ChildRegistration registration = world.Tracker.AddExisting("a", child, Task.CompletedTask);
        world.Settle();

        Assert.Equal(["after Completed"], child.Steps);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.True(registration.DisposeAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_stop_tells_the_owner_and_waits_for_it()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);

        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Assert.True(registration.Stopping.IsCancellationRequested);
        Assert.Null(world.Tracker.Find("a"));
        Assert.False(stop.IsCompleted);
        Task disposal = registration.DisposeAsync().AsTask();

        Assert.True(world.Result(stop));
        world.Finish(disposal);
        Assert.Equal(ExitReason.Stopped, child.Exits.Single().Reason);
    }

    [Fact]
    public void A_completion_that_fails_after_a_requested_stop_is_a_stop_with_that_exception()
    {
        var world = new World();
        var completion = new TaskCompletionSource();
        var cause = new InvalidOperationException("closed under my hands");
        var child = new Probe();
        world.Tracker.AddExisting("a", child, completion.Task);
        _ = world.Tracker.StopAsync("a");

        world.Run(() => completion.SetException(cause));

        Assert.Equal(ExitReason.Stopped, child.Exits.Single().Reason);
        Assert.Same(cause, child.Exits.Single().Exception);
    }

    [Fact]
    public void An_owner_that_does_not_heed_the_stop_is_abandoned_until_it_disposes_the_registration()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);
        Task<bool> stop = world.Tracker.StopAsync("a");

        world.Advance(StopTimeout - Tick);
        Assert.False(stop.IsCompleted);
        world.Advance(Tick);

        Assert.True(world.Result(stop));
        Assert.Equal(["after Abandoned"], child.Steps);
        Assert.Equal(ChildState.Abandoned, world.Tracker.GetChildren().Single().State);
        world.Finish(registration.DisposeAsync().AsTask());
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(["after Abandoned"], child.Steps);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void An_owner_that_was_abandoned_is_cleared_away_when_its_completion_ends()
    {
        var world = new World();
        var completion = new TaskCompletionSource();
        world.Tracker.AddExisting("a", new Probe(), completion.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(StopTimeout);
        Assert.True(world.Result(stop));
        Assert.Equal(1, world.Tracker.AbandonedCount);

        world.Run(completion.SetResult);

        Assert.Equal(0, world.Tracker.AbandonedCount);
    }

    [Fact]
    public void An_adopted_child_retires_and_its_owner_is_told()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);
        child.IncrementCount();

        Assert.False(child.TryRetireAtCount(0));
        Assert.True(child.TryRetireAtCount(1));
        Assert.Null(world.Tracker.Find("a"));
        Assert.False(child.TryIncrementCount(1, out _));
        world.Settle();
        Assert.True(registration.Stopping.IsCancellationRequested);
        world.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal(ExitReason.Retired, child.Exits.Single().Reason);
    }

    [Fact]
    public void Opens_of_an_adopted_key_find_the_adopted_child()
    {
        var world = new World();
        var child = new Probe();
        world.Tracker.AddExisting("a", child);

        Assert.Same(child, world.Result(world.Tracker.OpenAsync("a")));
        Assert.Empty(world.Tracker.Made);
    }

    [Fact]
    public void An_open_that_waits_for_an_adopted_child_s_end_makes_one_of_its_own()
    {
        var world = new World();
        ChildRegistration registration = world.Tracker.AddExisting("a", new Probe());
        _ = world.Tracker.StopAsync("a");
        Task<Probe> opening = world.Tracker.OpenAsync("a").AsTask();
        world.Settle();
        Assert.False(opening.IsCompleted);

        world.Finish(registration.DisposeAsync().AsTask());

        Assert.Same(world.Tracker.Made.Single(), world.Result(opening));
    }

    [Fact]
    public void A_closing_tracker_tells_the_owners_and_a_closed_one_adopts_nothing()
    {
        var world = new World();
        var child = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", child);
        Task closing = world.Tracker.CloseAsync();
        world.Settle();

        Assert.True(registration.Stopping.IsCancellationRequested);
        var refused = Assert.Throws<TrackerClosedException>(() => world.Tracker.AddExisting("b", new Probe()));
        Assert.Equal("b", refused.Key);
        _ = registration.DisposeAsync().AsTask();
        world.Finish(closing);

        Assert.Equal(ExitReason.TrackerClosed, child.Exits.Single().Reason);
        Assert.Throws<TrackerClosedException>(() => world.Tracker.TryAddExisting("a", new Probe(), null, out _));
    }

    [Fact]
    public void A_full_tracker_adopts_nothing_and_leaves_the_object_as_good_as_new()
    {
        var world = new World(options => options.MaxChildren = 1);
        ChildRegistration registration = world.Tracker.AddExisting("a", new Probe());
        var child = new Probe();

        var refused = Assert.Throws<TrackerFullException>(() => world.Tracker.AddExisting("b", child));
        world.Finish(registration.DisposeAsync().AsTask());
        world.Tracker.AddExisting("b", child);

        Assert.Equal("b", refused.Key);
        Assert.Same(child, world.Tracker.Find("b"));
    }

    [Fact]
    public void A_key_that_is_taken_in_a_full_tracker_is_told_as_taken()
    {
        var world = new World(options => options.MaxChildren = 1);
        world.Open("a");

        Assert.False(world.Tracker.TryAddExisting("a", new Probe(), null, out _));
        Assert.Throws<ChildAlreadyExistsException>(() => world.Tracker.AddExisting("a", new Probe()));
    }

    [Fact]
    public void A_null_child_is_refused()
    {
        ProbeTracker tracker = new World().Tracker;

        Assert.Equal("child", Assert.Throws<ArgumentNullException>(() => tracker.AddExisting("a", null!)).ParamName);
        Assert.Equal("child", Assert.Throws<ArgumentNullException>(() => tracker.TryAddExisting("a", null!, null, out _)).ParamName);
    }

    [Fact]
    public void A_child_without_termination_callback_is_adopted_sealed_and_let_go()
    {
        var world = new World();
        var tracker = new PlainTracker(world.Options);
        var child = new PlainChild();
        ChildRegistration registration = tracker.AddExisting("a", child);
        Assert.True(child.TryIncrementCount());

        world.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal(ExitReason.Completed, world.Result(child.Completion).Reason);
        Assert.False(child.TryIncrementCount());
        Assert.Empty(tracker.GetChildren());
    }

    private static World TakeKey(Taken state)
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);
        var never = new TaskCompletionSource();
        switch (state)
        {
            case Taken.Starting:
                _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => never.Task).AsTask();
                break;
            case Taken.Restarting:
                _ = world.Tracker.OpenAsync("a", probe => probe.OnRun = _ => Task.CompletedTask).AsTask();
                break;
            case Taken.Terminating:
                world.Open("a", probe => probe.OnAfterTerminate = (_, _) => never.Task);
                _ = world.Tracker.StopAsync("a");
                break;
            case Taken.Running:
                world.Open("a");
                break;
            case Taken.Adopted:
                world.Tracker.AddExisting("a", new Probe());
                break;
        }

        world.Settle();
        ChildState expected = state == Taken.Adopted ? ChildState.Running : Enum.Parse<ChildState>(state.ToString());
        Assert.Equal(expected, world.Tracker.GetChildren().Single().State);
        return world;
    }
}
