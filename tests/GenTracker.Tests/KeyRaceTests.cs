using System;
using System.Threading;
using System.Threading.Tasks;
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
        Task? closing = null;
        _neighbor.AtComparison(AddingOfAnAdoption, () => closing = tracker.CloseAsync());
        Hooked child = new();

        ChildRegistration registration = tracker.AddExisting(_key, child);
        _world.Settle();

        Assert.Null(tracker.Find(_key));
        Assert.True(registration.Stopping.IsCancellationRequested);
        Assert.False(closing!.IsCompleted);
        _world.Finish(registration.DisposeAsync().AsTask());
        _world.Finish(closing);
        Assert.Equal(ExitReason.TrackerClosed, _world.Result(child.Completion).Reason);
    }

    [Fact]
    public void An_adoption_that_meets_a_closing_has_the_time_that_a_stop_has()
    {
        HookedTracker tracker = NewTracker();
        Task? closing = null;
        _neighbor.AtComparison(AddingOfAnAdoption, () => closing = tracker.CloseAsync());
        Hooked child = new();
        tracker.AddExisting(_key, child);

        _world.Advance(_world.Options.StopTimeout - TimeSpan.FromTicks(1));
        Assert.False(closing!.IsCompleted);
        _world.Advance(TimeSpan.FromTicks(1));

        _world.Finish(closing);
        Assert.Equal(ExitReason.Abandoned, _world.Result(child.Completion).Reason);
    }

    [Fact]
    public void An_adoption_that_meets_a_closing_without_grace_has_none()
    {
        HookedTracker tracker = NewTracker();
        Task? closing = null;
        _neighbor.AtComparison(AddingOfAnAdoption, () => closing = tracker.CloseAsync(new CancellationToken(canceled: true)));
        Hooked child = new();

        tracker.AddExisting(_key, child);

        _world.Finish(closing!);
        Assert.Equal(ExitReason.Abandoned, _world.Result(child.Completion).Reason);
    }

    private HookedTracker NewTracker()
    {
        var tracker = new HookedTracker(_world.Options);
        _world.Result(tracker.FindOrOpenAsync(_neighbor));
        return tracker;
    }
}
