using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What is counted for a time: it is given back once, and to the incarnation that counted it.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly World _world = new(static options => options.Restart = RestartPolicy.Transient);
    private readonly SeatsTracker _tracker;
    private readonly RunEnds _runs;
    private readonly Seats _room;

    public LeaseTests()
    {
        _runs = new RunEnds(_world);
        _tracker = new SeatsTracker(_world.Options);
        _room = _world.Result(_tracker.FindOrOpenAsync("blue", _runs));
    }

    public void Dispose() => _world.Finish(_tracker.DisposeAsync().AsTask());

    [Fact]
    public void A_lease_counts_until_it_is_disposed_and_gives_back_once()
    {
        CounterLease ann = _room.AcquireGuests();
        CounterLease bob = _room.AcquireGuests(3);
        int together = _room.Guests;
        bob.Dispose();
        bob.Dispose();
        int withoutBob = _room.Guests;
        ann.Dispose();

        Assert.Equal((4, 1, 0), (together, withoutBob, _room.Guests));
    }

    [Fact]
    public void A_bounded_lease_is_refused_beyond_its_bound_and_changes_nothing()
    {
        bool first = _room.TryAcquireGuestsUpTo(2, out CounterLease? ann, 2);
        bool second = _room.TryAcquireGuestsUpTo(2, out CounterLease? bob);
        int full = _room.Guests;
        ann!.Dispose();
        bool third = _room.TryAcquireGuestsUpTo(2, out bob);

        Assert.Equal((true, false, 2, true, 1), (first, second, full, third, _room.Guests));
        Assert.NotNull(bob);
    }

    [Fact]
    public void A_guest_who_sat_down_before_a_restart_and_leaves_later_never_touches_the_successors_count()
    {
        // By hand the new count becomes -1, and the attribute that survives keeps a guest who is not there.
        CounterLease ann = _room.AcquireGuests();
        _room.IncrementKept();
        _runs.Fail();
        bool seated = _room.TryAcquireGuestsUpTo(10, out CounterLease? late);
        _world.Advance(Delay);
        Seats second = _tracker.Find("blue")!;
        CounterLease eve = second.AcquireGuests();
        ann.Dispose();
        ann.Dispose();
        int others = second.Guests;
        eve.Dispose();

        Assert.NotSame(_room, second);
        Assert.Equal((false, null, 1, 0, 1), (seated, late, others, second.Guests, _room.Guests));
        Assert.Equal(1, second.Kept);
        Assert.True(second.TryRetireAtGuests(0));
        Assert.False(second.TryRetireAtKept(0));
    }

    [Fact]
    public void An_ended_child_lends_nothing_and_its_exception_names_tracker_and_key()
    {
        CounterLease held = _room.AcquireGuests(2);
        _world.Result(_tracker.StopAsync("blue"));

        var refused = Assert.Throws<ChildTerminatedException>(() => _room.AcquireGuests());
        held.Dispose();

        Assert.Equal(("Seats", "blue"), (refused.TrackerName, refused.Key));
        Assert.False(_room.TryAcquireGuestsUpTo(10, out CounterLease? lease));
        Assert.Null(lease);
        Assert.Equal(2, _room.Guests);
    }

    [Fact]
    public void A_lease_of_a_child_that_stops_gives_back_until_the_seal()
    {
        var run = new TaskCompletionSource();
        var lingering = new Seats();
        ChildRegistration registration = _tracker.AddExisting("red", lingering, run.Task);
        CounterLease ann = lingering.AcquireGuests();
        _ = _tracker.StopAsync("red");
        ann.Dispose();
        int whileItStops = lingering.Guests;
        _world.Run(run.SetResult);

        Assert.Equal((0, 0), (whileItStops, lingering.Guests));
        _world.Finish(registration.DisposeAsync().AsTask());
    }

    [Fact]
    public void A_lease_works_from_the_constructor_on()
    {
        var child = new Seats();

        CounterLease lease = child.AcquireGuests();
        int held = child.Guests;
        lease.Dispose();

        Assert.Equal((1, 0), (held, child.Guests));
    }

    [Fact]
    public void Taking_and_giving_back_wake_those_who_wait()
    {
        Task<Seats> full = _tracker.WaitForAsync("blue", static room => room.Guests == 1);
        _world.Settle();
        CounterLease ann = _room.AcquireGuests();
        Assert.Same(_room, _world.Result(full));

        Task<Seats> empty = _tracker.WaitForAsync("blue", static room => room.Guests == 0);
        _world.Settle();
        bool waited = !empty.IsCompleted;
        ann.Dispose();

        Assert.True(waited);
        Assert.Same(_room, _world.Result(empty));
    }

    [Fact]
    public void A_lease_of_each_kind_of_counter_gives_back()
    {
        using (_room.AcquireCoins(5))
        using (_room.AcquireTokens(6))
        using (_room.AcquireMoney(0.7m))
        using (_room.AcquireBusy(Delay))
            Assert.Equal((5L, 6UL, 0.7m, Delay), (_room.Coins, _room.Tokens, _room.Money, _room.Busy));

        Assert.Equal((0L, 0UL, 0m, TimeSpan.Zero), (_room.Coins, _room.Tokens, _room.Money, _room.Busy));
    }

    [Fact]
    public void A_negative_lease_counts_down_and_gives_back_up()
    {
        CounterLease debt = _room.AcquireCoins(-5);
        long owed = _room.Coins;
        debt.Dispose();

        Assert.Equal((-5, 0), (owed, _room.Coins));
    }

    [Fact]
    public void A_lease_that_would_leave_the_range_is_refused_and_one_that_cannot_be_given_back_changes_nothing()
    {
        _room.IncrementCoins((1L << 62) - 1);
        Assert.Throws<OverflowException>(() => _room.AcquireCoins());
        Assert.False(_room.TryAcquireCoinsUpTo(long.MaxValue, out _));
        Assert.Equal((1L << 62) - 1, _room.Coins);

        CounterLease three = _room.AcquireTokens(3);
        _room.DecrementTokens(2);
        three.Dispose();
        Assert.Equal(1UL, _room.Tokens);

        CounterLease much = _room.AcquireMoney(decimal.MaxValue);
        _room.DecrementMoney(decimal.MaxValue);
        _room.DecrementMoney(decimal.MaxValue);
        much.Dispose();
        Assert.Equal(decimal.MinValue, _room.Money);
    }

    [Fact]
    public async Task A_lease_that_many_threads_dispose_is_given_back_once()
    {
        const int Leases = 2_000;
        const int Disposers = 3;
        CounterLease[] leases = [.. Enumerable.Range(0, Leases).Select(_ => _room.AcquireGuests())];
        int taken = _room.Guests;

        await Threads.Ended([.. Enumerable.Range(0, Disposers).Select(_ => Threads.Run(() =>
        {
            foreach (CounterLease lease in leases)
                lease.Dispose();
        }))]);

        Assert.Equal((Leases, 0), (taken, _room.Guests));
    }

    [Fact]
    public void A_disposed_lease_keeps_no_child_in_memory()
    {
        (CounterLease lease, WeakReference child) = TakeAndGiveBack();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(child.IsAlive, "the child is still in memory");
        GC.KeepAlive(lease);
    }

    [Theory]
    [InlineData("int")]
    [InlineData("long")]
    [InlineData("ulong")]
    [InlineData("TimeSpan")]
    public void A_lease_is_one_object_of_at_most_40_bytes(string type)
    {
        const int Most = 40;
        long bytes = type switch
        {
            "int" => Allocations.Of(_room, static room => room.AcquireGuests().Dispose()),
            "long" => Allocations.Of(_room, static room => room.AcquireCoins().Dispose()),
            "ulong" => Allocations.Of(_room, static room => room.AcquireTokens().Dispose()),
            _ => Allocations.Of(_room, static room => room.AcquireBusy(Delay).Dispose()),
        };

        Assert.InRange(bytes, 1, Most * Allocations.Rounds);
    }

    [Fact]
    public void A_lease_that_is_refused_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(_room, static room => room.TryAcquireGuestsUpTo(0, out _)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (CounterLease Lease, WeakReference Child) TakeAndGiveBack()
    {
        var child = new Seats();
        CounterLease lease = child.AcquireGuests();
        lease.Dispose();
        return (lease, new WeakReference(child));
    }
}
