using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Many callers open one key: one start, one outcome for all of them, and nobody waits for another key.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void Concurrent_opens_of_an_absent_key_make_and_start_one_child_and_all_get_it()
    {
        var world = new World();
        var gate = new TaskCompletionSource();

        Task<Probe>[] openings = [.. Enumerable.Range(0, 5).Select(_ => world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask())];
        world.Settle();
        Assert.All(openings, opening => Assert.False(opening.IsCompleted));
        world.Run(gate.SetResult);

        Probe made = Assert.Single(world.Tracker.Made);
        Assert.All(openings, opening => Assert.Same(made, world.Result(opening)));
        Assert.Equal(["start", "started", "run"], made.Steps);
    }

    [Fact]
    public void The_first_caller_s_arguments_win()
    {
        var world = new World();

        Task<Probe> first = world.Tracker.OpenAsync("a", probe => probe.Title = "first").AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("a", probe => probe.Title = "second").AsTask();

        Assert.Equal("first", world.Result(second).Title);
        Assert.Same(world.Result(first), world.Result(second));
    }

    [Fact]
    public void The_first_caller_s_child_options_win()
    {
        var world = new World();
        var deaf = new TaskCompletionSource();

        Task<Probe> first =
            world.Tracker.OpenAsync("a", probe => probe.OnRun = _ => deaf.Task, new ChildOptions { StopTimeout = TimeSpan.FromSeconds(1) }).AsTask();
        _ = world.Tracker.OpenAsync("a", options: new ChildOptions { StopTimeout = TimeSpan.FromHours(1) }).AsTask();
        world.Result(first);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(1));

        Assert.True(world.Result(stop));
    }

    [Fact]
    public void All_callers_of_a_failed_start_get_the_same_exception_with_the_cause_inside()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        var cause = new InvalidOperationException("no source");

        Task<Probe>[] openings = [.. Enumerable.Range(0, 3).Select(_ => world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask())];
        world.Settle();
        world.Run(() => gate.SetException(cause));

        ChildStartException[] told = [.. openings.Select(opening => Assert.Throws<ChildStartException>(() => world.Result(opening)))];
        Assert.All(told, exception => Assert.Same(told[0], exception));
        Assert.Same(cause, told[0].InnerException);
        Assert.Contains("no source", told[0].Message, StringComparison.Ordinal);
        Assert.Contains("Probe", told[0].Message, StringComparison.Ordinal);
        Assert.Single(world.Tracker.Made);
    }

    [Fact]
    public void A_key_whose_start_failed_is_free_and_may_be_opened_again_at_once()
    {
        var world = new World();
        var failing = new Action<Probe>(probe => probe.OnStart = _ => throw new InvalidOperationException("no source"));
        Task<Probe> failed = world.Tracker.OpenAsync("a", failing).AsTask();
        Assert.Throws<ChildStartException>(() => world.Result(failed));

        Probe opened = world.Open("a");

        Assert.Same(opened, world.Tracker.Find("a"));
        Assert.Equal(2, world.Tracker.Made.Count);
    }

    [Fact]
    public void A_failed_first_start_is_never_retried_whatever_the_policy()
    {
        var world = new World(options => options.Restart = RestartPolicy.Permanent);

        Task<Probe> failed = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => throw new InvalidOperationException("no source")).AsTask();
        Assert.Throws<ChildStartException>(() => world.Result(failed));
        world.Advance(TimeSpan.FromDays(1));

        Assert.Single(world.Tracker.Made);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_starting_child_is_listed_but_neither_found_nor_counted()
    {
        var world = new World();
        var gate = new TaskCompletionSource();

        _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task).AsTask();
        world.Settle();

        Assert.Null(world.Tracker.Find("a"));
        Assert.Empty(world.Tracker);
        ChildInfo<string, Probe> listed = Assert.Single(world.Tracker.GetChildren());
        Assert.Equal(ChildState.Starting, listed.State);
        Assert.Equal("a", listed.Key);
        Assert.Same(world.Tracker.Made[0], listed.Child);
        Assert.Equal(world.Time.GetUtcNow(), listed.StartedAt);
        Assert.Equal(0, listed.Restarts);
        Assert.Null(listed.LastExit);
    }

    [Fact]
    public void A_running_child_is_found_by_its_key_and_by_its_characters_and_counted()
    {
        var world = new World();

        Probe probe = world.Open("a");

        Assert.Same(probe, world.Tracker.Find("a"));
        Assert.Same(probe, world.Tracker.FindBySpan("xa".AsSpan(1)));
        Assert.Null(world.Tracker.Find("A"));
        Assert.Same(probe, Assert.Single(world.Tracker));
        Assert.Equal(ChildState.Running, Assert.Single(world.Tracker.GetChildren()).State);
        Assert.Equal("a", probe.Key);
        Assert.Equal(0, world.Time.PendingTimers);
    }

    [Fact]
    public void An_open_of_a_running_key_gets_the_running_child_at_once_and_makes_none()
    {
        var world = new World();
        Probe running = world.Open("a");

        ValueTask<Probe> again = world.Tracker.OpenAsync("a", probe => probe.Title = "never");

        Assert.True(again.IsCompletedSuccessfully);
        Assert.Same(running, world.Result(again));
        Assert.Single(world.Tracker.Made);
    }

    [Fact]
    public void Opens_of_an_ending_key_wait_and_get_a_fresh_child_with_the_first_waiter_s_arguments()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        Probe old = world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();

        Task<Probe> first = world.Tracker.OpenAsync("a", probe => probe.Title = "first waiter").AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("a", probe => probe.Title = "second waiter").AsTask();
        world.Settle();
        Assert.Single(world.Tracker.Made);
        Assert.False(first.IsCompleted);
        world.Run(lastWords.SetResult);

        Probe fresh = world.Result(first);
        Assert.Same(fresh, world.Result(second));
        Assert.NotSame(old, fresh);
        Assert.Equal("first waiter", fresh.Title);
        Assert.Equal(2, world.Tracker.Made.Count);
        Assert.True(world.Result(stop));
        Assert.True(fresh.Incarnation > old.Incarnation, $"The incarnation went from {old.Incarnation} to {fresh.Incarnation}.");
        Assert.Equal("dispose", old.Steps[^1]);
    }

    [Fact]
    public void Opens_that_wait_for_an_ending_key_get_the_failure_of_the_start_that_follows()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        _ = world.Tracker.StopAsync("a");
        world.Settle();

        Task<Probe> first = world.Tracker.OpenAsync("a", _ => throw new InvalidOperationException("no second one")).AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("a").AsTask();
        world.Run(lastWords.SetResult);

        var told = Assert.Throws<ChildStartException>(() => world.Result(first));
        Assert.Same(told, Assert.Throws<ChildStartException>(() => world.Result(second)));
        Assert.Equal("no second one", told.InnerException?.Message);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void An_open_that_waits_for_an_ending_key_is_told_when_the_tracker_closes()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        _ = world.Tracker.StopAsync("a");
        world.Settle();

        Task<Probe> opening = world.Tracker.OpenAsync("a").AsTask();
        Task closing = world.Tracker.CloseAsync();
        world.Run(lastWords.SetResult);

        Assert.Equal("a", Assert.Throws<TrackerClosedException>(() => world.Result(opening)).Key);
        world.Finish(closing);
        Assert.Single(world.Tracker.Made);
    }

    [Fact]
    public void An_open_of_a_closed_tracker_is_refused_with_the_key_and_the_tracker_s_name()
    {
        var world = new World();
        world.Finish(world.Tracker.CloseAsync());

        var refused = Assert.Throws<TrackerClosedException>(() => world.Result(world.Tracker.OpenAsync("a")));

        Assert.Equal("a", refused.Key);
        Assert.Equal("Probe", refused.TrackerName);
        Assert.Contains("Probe", refused.Message, StringComparison.Ordinal);
        Assert.Empty(world.Tracker.Made);
    }

    [Fact]
    public void A_slow_start_stop_or_end_of_one_key_delays_no_other_key()
    {
        var world = new World();
        var never = new TaskCompletionSource();
        _ = world.Tracker.OpenAsync("starting", probe => probe.OnStart = _ => never.Task).AsTask();
        world.Open("stopping", probe => probe.OnRun = _ => never.Task);
        world.Open("ending", probe => probe.OnAfterTerminate = (_, _) => never.Task);
        world.Open("disposing", probe => probe.OnDispose = () => new ValueTask(never.Task));
        Task<bool>[] slow = [world.Tracker.StopAsync("stopping"), world.Tracker.StopAsync("ending"), world.Tracker.StopAsync("disposing")];

        Probe other = world.Open("other");
        bool stopped = world.Result(world.Tracker.StopAsync("other"));

        Assert.True(stopped);
        Assert.Equal("dispose", other.Steps[^1]);
        Assert.All(slow, stop => Assert.False(stop.IsCompleted));
        Assert.Equal(4, world.Tracker.GetChildren().Count);
    }

    [Fact]
    public void A_caller_that_cancels_its_wait_changes_nothing_for_the_others_nor_for_the_start()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        var startWasCancelled = false;
        Task<Probe> first = world.Tracker.OpenAsync(
            "a",
            probe => probe.OnStart = token =>
            {
                token.Register(() => startWasCancelled = true);
                return gate.Task;
            },
            cancellationToken: impatient.Token).AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("a").AsTask();
        world.Settle();

        impatient.Cancel();
        var told = Assert.ThrowsAny<OperationCanceledException>(() => world.Result(first));
        Assert.False(second.IsCompleted);
        world.Run(gate.SetResult);

        Assert.Equal(impatient.Token, told.CancellationToken);
        Assert.Same(world.Tracker.Made.Single(), world.Result(second));
        Assert.False(startWasCancelled);
    }

    [Fact]
    public void A_start_whose_every_caller_has_gone_still_makes_a_running_child()
    {
        var world = new World();
        var gate = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        _ = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => gate.Task, cancellationToken: impatient.Token).AsTask();
        world.Settle();

        impatient.Cancel();
        world.Run(gate.SetResult);

        Assert.Same(world.Tracker.Made.Single(), world.Tracker.Find("a"));
    }

    [Fact]
    public void A_cancelled_wait_for_an_ending_key_leaves_its_arguments_to_those_who_wait_on()
    {
        var world = new World();
        var lastWords = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        _ = world.Tracker.StopAsync("a");
        world.Settle();
        Task<Probe> first = world.Tracker.OpenAsync("a", probe => probe.Title = "first waiter", cancellationToken: impatient.Token).AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("a", probe => probe.Title = "second waiter").AsTask();

        impatient.Cancel();
        world.Run(lastWords.SetResult);

        Assert.True(first.IsCanceled);
        Assert.Equal("first waiter", world.Result(second).Title);
    }

    [Fact]
    public void An_open_with_a_token_that_is_cancelled_already_opens_nothing()
    {
        var world = new World();

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", cancellationToken: new CancellationToken(canceled: true));
        world.Settle();

        Assert.True(opening.IsCanceled);
        Assert.Empty(world.Tracker.Made);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_null_key_is_refused_by_every_member_that_takes_one()
    {
        ProbeTracker tracker = new World().Tracker;
        Action[] calls =
        [
            () => tracker.Find(null!),
            () => tracker.OpenAsync(null!).AsTask(),
            () => tracker.AddExisting(null!, new Probe()),
            () => tracker.TryAddExisting(null!, new Probe(), null, out _),
            () => tracker.StopAsync((string)null!),
            () => tracker.WhenFreeAsync(null!),
            () => tracker.TakeOverAsync(null!, new Probe()),
            () => tracker.WaitForAsync((string)null!, _ => true),
        ];

        Assert.All(calls, call => Assert.Equal("A key must not be null. (Parameter 'key')", Assert.Throws<ArgumentNullException>(call).Message));
        Assert.Empty(tracker.GetChildren());
    }

    [Fact]
    public void A_function_that_is_null_is_refused_at_once()
    {
        ProbeTracker tracker = new World().Tracker;

        Action opens = () => tracker.OpenAsync("a", create: null!).AsTask();
        Action waits = () => tracker.WaitForAsync("a", null!);

        Assert.Equal("create", Assert.Throws<ArgumentNullException>(opens).ParamName);
        Assert.Equal("predicate", Assert.Throws<ArgumentNullException>(waits).ParamName);
        Assert.Empty(tracker.GetChildren());
    }

    [Fact]
    public void Incarnations_of_a_key_count_up_also_over_ends_and_failed_starts()
    {
        var world = new World();
        var numbers = new List<long>();

        numbers.Add(world.Open("a").Incarnation);
        world.Result(world.Tracker.StopAsync("a"));
        Task<Probe> failed = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => throw new InvalidOperationException()).AsTask();
        Assert.Throws<ChildStartException>(() => world.Result(failed));
        numbers.Add(world.Tracker.Made[1].Incarnation);
        numbers.Add(world.Open("a").Incarnation);

        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public void Before_it_is_opened_a_child_has_no_key_and_no_end_and_may_be_written_to()
    {
        var probe = new Probe();

        long counted = probe.IncrementCount(3);

        Assert.Equal(3, counted);
        Assert.Throws<InvalidOperationException>(() => probe.Key);
        Assert.Throws<InvalidOperationException>(() => probe.Incarnation);
        Assert.False(probe.Completion.IsCompleted);
        Assert.False(probe.TryRetireAtCount(3));
    }
}
