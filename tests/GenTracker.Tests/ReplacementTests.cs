using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A new session of a key replaces the old one: nobody gets in between, there are never two at once, and of several the last call wins.</summary>
public sealed class ReplacementTests
{
    private readonly World _world = new();

    private ProbeTracker Tracker => _world.Tracker;

    [Fact]
    public void An_open_of_a_free_key_gets_its_own_child()
    {
        Probe child = _world.Result(Tracker.OpenNewAsync("a"));

        Assert.Same(child, Tracker.Find("a"));
    }

    [Theory]
    [InlineData(ChildState.Starting)]
    [InlineData(ChildState.Running)]
    [InlineData(ChildState.Restarting)]
    [InlineData(ChildState.Terminating)]
    public void An_open_of_a_key_that_is_taken_fails_at_once_in_every_state(ChildState state)
    {
        BringTo(state);
        Assert.Equal(state, Assert.Single(Tracker.GetChildren()).State);

        Task<Probe> open = Tracker.OpenNewAsync("a");

        var refusal = Assert.IsType<ChildAlreadyExistsException>(open.Exception!.InnerException);
        Assert.Equal(("Probe", "a"), (refusal.TrackerName, refusal.Key));
        Assert.Equal(state, Assert.Single(Tracker.GetChildren()).State);
    }

    [Fact]
    public void A_reopen_of_a_free_key_is_an_open()
    {
        Assert.Same(_world.Result(Tracker.ReopenAsync("a")), Tracker.Find("a"));
    }

    [Theory]
    [InlineData(ChildState.Starting)]
    [InlineData(ChildState.Running)]
    [InlineData(ChildState.Restarting)]
    [InlineData(ChildState.Terminating)]
    public void A_reopen_ends_the_holder_in_every_state_and_then_opens(ChildState state)
    {
        TaskCompletionSource gate = BringTo(state);

        Task<Probe> reopen = Tracker.ReopenAsync("a", static probe => probe.Title = "new");
        _world.Run(() => gate.TrySetResult());
        Probe child = _world.Result(reopen);

        Assert.Equal("new", child.Title);
        Assert.Same(child, Tracker.Find("a"));
        Assert.Equal("dispose", Tracker.Made[0].Steps[^1]);
        Assert.Equal(2, Tracker.Made.Count);
    }

    [Fact]
    public void A_reopen_starts_nothing_before_the_old_child_is_disposed()
    {
        var disposal = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnDispose = () => new ValueTask(disposal.Task));
        Task<Probe> reopen = Tracker.ReopenAsync("a");
        _world.Settle();

        Assert.Single(Tracker.Made);
        _world.Run(disposal.SetResult);

        Assert.Same(Tracker.Made[1], _world.Result(reopen));
    }

    [Fact]
    public void Of_several_reopens_the_last_one_wins_and_the_others_are_told()
    {
        var end = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => end.Task);

        Task<Probe>[] reopens = [.. Enumerable.Range(0, 5).Select(number => Tracker.ReopenAsync("a", probe => probe.Title = $"{number}"))];
        Assert.All(reopens[..^1], static reopen => Assert.IsType<ChildSupersededException>(reopen.Exception!.InnerException));
        _world.Run(end.SetResult);

        Assert.Equal("4", _world.Result(reopens[^1]).Title);
        Assert.Equal(2, Tracker.Made.Count);
    }

    [Fact]
    public void A_reopen_supersedes_one_that_is_starting_and_its_openers()
    {
        var start = new TaskCompletionSource();
        Task<Probe> first = Tracker.ReopenAsync("a", probe => probe.OnStart = token => Task.WhenAny(start.Task, Probe.RunUntilStopped(token)));
        _world.Settle();
        Task<Probe> opener = Tracker.OpenAsync("a").AsTask();

        Probe second = _world.Result(Tracker.ReopenAsync("a"));

        Assert.IsType<ChildSupersededException>(first.Exception!.InnerException);
        Assert.IsType<ChildSupersededException>(opener.Exception!.InnerException);
        Assert.Same(second, Tracker.Find("a"));
    }

    [Fact]
    public void A_start_that_failed_by_itself_tells_its_openers_why_though_the_key_is_reopened()
    {
        var disposal = new TaskCompletionSource();
        Task<Probe> first = Tracker.OpenAsync("a", probe =>
        {
            probe.OnStart = static _ => throw new InvalidOperationException("no source");
            probe.OnDispose = () => new ValueTask(disposal.Task);
        }).AsTask();
        _world.Settle();
        Task<Probe> reopen = Tracker.ReopenAsync("a");
        _world.Run(disposal.SetResult);

        Assert.NotNull(_world.Result(reopen));
        Assert.Equal("no source", Assert.IsType<ChildStartException>(first.Exception!.InnerException).InnerException!.Message);
    }

    [Fact]
    public void Those_who_find_or_open_while_a_key_is_replaced_get_the_new_child()
    {
        var end = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => end.Task);
        Task<bool> stop = Tracker.StopAsync("a");
        _world.Settle();
        Task<Probe> before = Tracker.OpenAsync("a", static probe => probe.Title = "found").AsTask();
        Task<Probe> reopen = Tracker.ReopenAsync("a", static probe => probe.Title = "reopened");
        Task<Probe> after = Tracker.OpenAsync("a").AsTask();

        _world.Run(end.SetResult);

        Assert.True(_world.Result(stop));
        Assert.Equal("reopened", _world.Result(reopen).Title);
        Assert.Same(_world.Result(reopen), _world.Result(before));
        Assert.Same(_world.Result(reopen), _world.Result(after));
    }

    [Fact]
    public void A_reopener_that_cancels_its_wait_changes_nothing_else()
    {
        var end = new TaskCompletionSource();
        using var patience = new CancellationTokenSource();
        _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => end.Task);
        Task<Probe> reopen = Tracker.ReopenAsync("a", static probe => probe.Title = "new", patience.Token);

        patience.Cancel();
        Assert.True(reopen.IsCanceled);
        _world.Run(end.SetResult);

        Assert.Equal("new", Tracker.Find("a")!.Title);
    }

    [Fact]
    public void A_reopen_that_fails_to_start_tells_its_caller_and_frees_the_key()
    {
        _world.Open("a");

        Task<Probe> reopen = Tracker.ReopenAsync("a", static probe => probe.OnStart = static _ => throw new InvalidOperationException("no source"));
        _world.Settle();

        Assert.IsType<ChildStartException>(reopen.Exception!.InnerException);
        Assert.Empty(Tracker.GetChildren());
    }

    [Fact]
    public void A_child_that_reopens_its_own_key_is_told_so_and_goes_on()
    {
        Exception? told = null;
        Probe child = _world.Open("a", probe => probe.OnRun = async token =>
        {
            told = await Record.ExceptionAsync(() => _world.Tracker.ReopenAsync("a"));
            await Probe.RunUntilStopped(token);
        });

        Assert.IsType<WaitCycleException>(told);
        Assert.Same(child, Tracker.Find("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_replacement_of_a_tracker_that_closes_is_refused_and_its_object_is_its_owner_s_again(bool isPending)
    {
        var end = new TaskCompletionSource();
        _world.Open("a", probe => probe.OnAfterTerminate = (_, _) => end.Task);
        var child = new Probe();
        Task<ChildRegistration>? pending = isPending ? Tracker.TakeOverAsync("a", child) : null;
        Task closing = Tracker.CloseAsync();
        Task<ChildRegistration> takeover = pending ?? Tracker.TakeOverAsync("a", child);
        _world.Run(end.SetResult);

        _world.Finish(closing);

        Assert.IsType<TrackerClosedException>(takeover.Exception!.InnerException);
        Assert.NotNull(new World().Tracker.AddExisting("b", child));
    }

    [Fact]
    public void A_takeover_of_a_free_key_is_an_adoption()
    {
        var child = new Probe();

        Task<ChildRegistration> takeover = Tracker.TakeOverAsync("a", child);

        Assert.True(takeover.IsCompletedSuccessfully);
        Assert.Same(child, Tracker.Find("a"));
    }

    [Fact]
    public void A_takeover_tells_the_present_owner_to_stop_and_adopts_when_it_has()
    {
        ChildRegistration old = Tracker.AddExisting("a", new Probe());
        var child = new Probe();

        Task<ChildRegistration> takeover = Tracker.TakeOverAsync("a", child);
        _world.Settle();
        Assert.True(old.Stopping.IsCancellationRequested);
        Assert.False(takeover.IsCompleted);
        Assert.Null(Tracker.Find("a"));
        _world.Finish(old.DisposeAsync().AsTask());

        ChildRegistration registration = _world.Result(takeover);
        Assert.Same(child, Tracker.Find("a"));
        _world.Finish(registration.DisposeAsync().AsTask());
        Assert.Equal(ExitReason.Completed, _world.Result(child.Completion).Reason);
    }

    [Fact]
    public void Of_two_takeovers_the_later_one_has_the_key_and_the_other_object_may_be_adopted_again()
    {
        ChildRegistration old = Tracker.AddExisting("a", new Probe());
        Probe one = new(), two = new();

        Task<ChildRegistration> first = Tracker.TakeOverAsync("a", one), second = Tracker.TakeOverAsync("a", two);
        Assert.IsType<ChildSupersededException>(first.Exception!.InnerException);
        Tracker.AddExisting("b", one);
        _world.Finish(old.DisposeAsync().AsTask());

        Assert.NotNull(_world.Result(second));
        Assert.Same(two, Tracker.Find("a"));
        Assert.Same(one, Tracker.Find("b"));
    }

    [Fact]
    public void A_takeover_that_is_cancelled_withdraws_its_object_and_the_key_becomes_free()
    {
        ChildRegistration old = Tracker.AddExisting("a", new Probe());
        var child = new Probe();
        using var patience = new CancellationTokenSource();
        Task<ChildRegistration> takeover = Tracker.TakeOverAsync("a", child, null, patience.Token);

        patience.Cancel();
        Assert.True(takeover.IsCanceled);
        Tracker.AddExisting("b", child);
        _world.Finish(old.DisposeAsync().AsTask());

        Assert.Null(Tracker.Find("a"));
        Assert.Equal("b", child.Key);
    }

    [Fact]
    public void A_takeover_with_an_object_that_was_adopted_before_stops_nobody()
    {
        Probe holder = _world.Open("a");
        var child = new Probe();
        Tracker.AddExisting("b", child);

        Task<ChildRegistration> takeover = Tracker.TakeOverAsync("a", child);

        Assert.IsType<TrackerException>(takeover.Exception!.InnerException);
        Assert.Same(holder, Tracker.Find("a"));
    }

    [Fact]
    public void A_takeover_with_a_token_that_has_fired_stops_nobody()
    {
        Probe holder = _world.Open("a");
        var child = new Probe();

        Assert.True(Tracker.TakeOverAsync("a", child, null, new CancellationToken(canceled: true)).IsCanceled);

        Assert.Same(holder, Tracker.Find("a"));
        Tracker.AddExisting("b", child);
    }

    [Fact]
    public void The_room_of_the_old_child_is_the_new_one_s()
    {
        var world = new World(static options => options.MaxChildren = 1);
        world.Open("a");

        Assert.NotNull(world.Result(world.Tracker.ReopenAsync("a")));

        Assert.IsType<TrackerFullException>(world.Tracker.OpenNewAsync("b").Exception!.InnerException);
    }

    [Fact]
    public void A_stop_of_a_child_stops_that_one_and_never_its_successor()
    {
        Probe first = _world.Open("a");
        Probe second = _world.Result(Tracker.ReopenAsync("a"));

        Assert.False(_world.Result(Tracker.StopAsync(first)));
        Assert.Same(second, Tracker.Find("a"));

        Assert.True(_world.Result(Tracker.StopAsync(second)));
        Assert.Null(Tracker.Find("a"));
    }

    [Fact]
    public void A_stop_of_a_child_that_has_ended_does_not_stop_its_restart()
    {
        BringTo(ChildState.Restarting);

        Assert.False(_world.Result(Tracker.StopAsync(Tracker.Made[0])));

        _world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Tracker.Made.Count);
    }

    [Fact]
    public void A_stop_of_another_tracker_s_child_or_of_one_that_nobody_tracks_stops_nothing()
    {
        var other = new World();
        Probe child = other.Open("a");
        _world.Open("a");

        Assert.False(_world.Result(Tracker.StopAsync(child)));
        Assert.False(_world.Result(Tracker.StopAsync(new Probe())));

        Assert.Same(child, other.Tracker.Find("a"));
        Assert.NotNull(Tracker.Find("a"));
    }

    [Fact]
    public void An_object_that_waits_to_take_a_key_over_is_neither_stopped_nor_retired()
    {
        Tracker.AddExisting("a", new Probe());
        var waiting = new Probe();
        Task<ChildRegistration> takeover = Tracker.TakeOverAsync("a", waiting);

        Assert.False(_world.Result(Tracker.StopAsync(waiting)));
        Assert.False(waiting.TryRetire());
        Assert.Throws<ArgumentException>(() => { _ = Tracker.WaitForAsync(waiting, static _ => true); });

        Assert.False(takeover.IsCompleted);
    }

    [Fact]
    public void The_wait_for_a_free_key_is_over_at_once_if_nothing_holds_it() => Assert.True(Tracker.WhenFreeAsync("a").IsCompletedSuccessfully);

    [Fact]
    public async Task The_wait_for_a_free_key_goes_on_while_one_child_hands_it_to_the_next()
    {
        _world.Open("a");
        Task free = Tracker.WhenFreeAsync("a");
        _world.Result(Tracker.ReopenAsync("a"));
        _world.Settle();

        Assert.False(free.IsCompleted);
        Assert.True(_world.Result(Tracker.StopAsync("a")));

        await PoolWorld.Within(free);
    }

    [Fact]
    public async Task The_wait_for_a_free_key_is_cancelled_by_its_token()
    {
        _world.Open("a");
        using var patience = new CancellationTokenSource();
        Task free = Tracker.WhenFreeAsync("a", patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PoolWorld.Within(free));
        Assert.NotNull(Tracker.Find("a"));
    }

    [Fact]
    public void A_child_that_waits_for_its_own_key_to_be_free_is_told_so()
    {
        Exception? told = null;
        _world.Open("a", probe => probe.OnRun = async token =>
        {
            told = await Record.ExceptionAsync(() => _world.Tracker.WhenFreeAsync("a", CancellationToken.None));
            await Probe.RunUntilStopped(token);
        });

        Assert.IsType<WaitCycleException>(told);
    }

    [Fact]
    public void A_wait_for_a_child_ends_when_it_satisfies_the_predicate()
    {
        Probe child = _world.Open("a");
        Task<Probe> waiting = Tracker.WaitForAsync(child, static probe => probe.Count >= 2);
        _world.Settle();

        child.IncrementCount(2);

        Assert.Same(child, _world.Result(waiting));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wait_for_a_child_that_ends_first_fails_though_its_successor_would_satisfy_it(bool isEndedBefore)
    {
        Probe child = _world.Open("a");
        Task<Probe>? waiting = isEndedBefore ? null : Tracker.WaitForAsync(child, static probe => probe.Title == "new");

        _world.Result(Tracker.ReopenAsync("a", static probe => probe.Title = "new"));
        waiting ??= Tracker.WaitForAsync(child, static probe => probe.Title == "new");
        _world.Settle();

        var told = Assert.IsType<ChildTerminatedException>(waiting.Exception!.InnerException);
        Assert.Equal(("Probe", "a"), (told.TrackerName, told.Key));
        Assert.Contains("the condition did not hold before", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_for_a_child_of_another_tracker_is_refused() =>
        Assert.Throws<ArgumentException>(() => { _ = Tracker.WaitForAsync(new World().Open("a"), static _ => true); });

    /// <summary>Brings the child of a key into a state that it keeps until the gate is opened.</summary>
    private TaskCompletionSource BringTo(ChildState state)
    {
        var gate = new TaskCompletionSource();
        _ = Tracker.OpenAsync(
            "a",
            probe =>
            {
                if (state == ChildState.Starting)
                    probe.OnStart = token => Task.WhenAny(gate.Task, Probe.RunUntilStopped(token));
                if (state == ChildState.Restarting && Tracker.Made.Count == 1)
                    probe.OnRun = static _ => throw new InvalidOperationException("connection lost");
                if (state == ChildState.Terminating)
                    probe.OnAfterTerminate = (_, _) => gate.Task;
            },
            new ChildOptions { Restart = RestartPolicy.Transient }).AsTask();
        _world.Settle();
        if (state == ChildState.Terminating)
        {
            _ = Tracker.StopAsync("a");
            _world.Settle();
        }

        return gate;
    }
}
