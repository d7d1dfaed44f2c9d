using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What another does with a key just as an open or an adoption puts it into the table, the last of its looks there.</summary>
public sealed class KeyRaceTests
{
    // The find compares twice; then the two looks at who holds the key.
    private const int AddingOfAnOpen = 4;
    private const int AddingOfAnAdoption = 2;

    private readonly World _world = new(options => options.MaxChildren = 3);
    private readonly HookedKey _key = new("a");

    // Has the hash of the key that the tests open, so that the table compares it at each look.
    private readonly HookedKey _neighbor = new("a neighbor");

    [Fact]
    public void An_open_that_loses_its_key_gets_the_winner_s_child_and_takes_no_room()
    {
        HookedTracker tracker = NewTracker();
        ValueTask<Hooked> winner = default;
        _neighbor.AtComparison(AddingOfAnOpen, () => winner = tracker.FindOrOpenAsync(new HookedKey("a")));

        Hooked found = _world.Result(tracker.FindOrOpenAsync(_key));

        Assert.Same(_world.Result(winner), found);
        Assert.NotNull(_world.Result(tracker.FindOrOpenAsync(new HookedKey("b"))));
        _world.Finish(tracker.CloseAsync());
    }

    [Fact]
    public void An_adoption_that_loses_its_key_is_refused_takes_no_room_and_its_object_can_be_adopted_under_another_key()
    {
        HookedTracker tracker = NewTracker();
        Hooked winner = new();
        Hooked loser = new();
        _neighbor.AtComparison(AddingOfAnAdoption, () => tracker.AddExisting(new HookedKey("a"), winner));

        bool isAdopted = tracker.TryAddExisting(_key, loser, completion: null, out ChildRegistration? registration);
        tracker.AddExisting(new HookedKey("b"), loser, Task.CompletedTask);

        Assert.False(isAdopted);
        Assert.Null(registration);
        Assert.Same(winner, tracker.Find(_key));
        Assert.Equal("b", loser.Key.ToString());
    }

    [Fact]
    public void An_adoption_that_meets_a_closing_is_told_to_stop_and_is_never_found()
    {
        HookedTracker tracker = NewTracker();
        Hooked child = new();

        ChildRegistration registration = Adopt(tracker, child, onTaken: static state => state.StartClosing());
        _world.Settle();

        Assert.Null(tracker.Find(_key));
        Assert.True(registration.Stopping.IsCancellationRequested);
        Task closing = tracker.CloseAsync();
        Assert.False(closing.IsCompleted);
        _world.Finish(registration.DisposeAsync().AsTask());
        _world.Finish(closing);
        Assert.Equal(ExitReason.TrackerClosed, _world.Result(child.Completion).Reason);
    }

    [Fact]
    public void An_adoption_that_meets_a_closing_has_the_time_that_a_stop_has()
    {
        HookedTracker tracker = NewTracker();
        Hooked child = new();
        Adopt(tracker, child, onTaken: static state => state.StartClosing());
        Task closing = tracker.CloseAsync();

        _world.Advance(_world.Options.StopTimeout - TimeSpan.FromTicks(1));
        Assert.False(closing.IsCompleted);
        _world.Advance(TimeSpan.FromTicks(1));

        _world.Finish(closing);
        Assert.Equal(ExitReason.Abandoned, _world.Result(child.Completion).Reason);
    }

    [Fact]
    public void An_adoption_that_meets_a_closing_without_grace_has_none()
    {
        HookedTracker tracker = NewTracker();
        Task? closing = null;
        Hooked child = new();

        Adopt(tracker, child, onTaken: _ => closing = tracker.CloseAsync(new CancellationToken(canceled: true)));

        _world.Finish(closing!);
        Assert.Equal(ExitReason.Abandoned, _world.Result(child.Completion).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(AddingOfAnOpen)]
    public void A_key_that_is_compared_for_long_delays_no_other_key(int comparison)
    {
        HookedTracker tracker = NewTracker();
        bool? goesOn = null;
        _neighbor.AtComparison(comparison, () =>
        {
            var other = new Thread(() => tracker.AddExisting(new HookedKey("b"), new Hooked())) { IsBackground = true };
            other.Start();
            goesOn = other.Join(Threads.Timeout);
        });

        Hooked child = _world.Result(tracker.FindOrOpenAsync(_key));

        Assert.True(goesOn);
        Assert.Same(child, tracker.Find(_key));
        Assert.NotNull(tracker.Find(new HookedKey("b")));
    }

    /// <summary>Adopts as the tracker does, and does something after the key was taken: a close that begins then has not come to the child.</summary>
    private ChildRegistration Adopt(HookedTracker tracker, Hooked child, Action<TrackerState<HookedKey, Hooked>> onTaken)
    {
        Supervisor<HookedKey, Hooked> supervisor = Fields<HookedKey, Hooked>.GetSupervisor(tracker);
        var lifecycle = new ChildLifecycle<HookedKey, Hooked>(supervisor, _key, supervisor.Table.Hash(_key), child);
        Assert.True(((ITracked<HookedKey>)child).Link.TryBind(lifecycle));
        Assert.True(supervisor.State.TryTake(lifecycle, out _));
        onTaken(supervisor.State);
        supervisor.StopIfClosing(lifecycle);
        return lifecycle.StartAdopted(completion: null);
    }

    private HookedTracker NewTracker()
    {
        var tracker = new HookedTracker(_world.Options);
        _world.Result(tracker.FindOrOpenAsync(_neighbor));
        return tracker;
    }

    // The accessor of a field of a generic class is in a class with the same parameters.
    private static class Fields<TKey, TChild>
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_supervisor")]
        public static extern ref Supervisor<TKey, TChild> GetSupervisor(Tracker<TKey, TChild> tracker);
    }
}
