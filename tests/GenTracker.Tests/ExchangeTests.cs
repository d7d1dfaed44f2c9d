using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary><c>ExchangeX</c> and <c>UpdateX</c> of a child.</summary>
public sealed class ExchangeTests : IDisposable
{
    private readonly World _world = new();
    private readonly SeatsTracker _tracker;
    private readonly Seats _room;

    public ExchangeTests()
    {
        _tracker = new SeatsTracker(_world.Options);
        _room = _world.Result(_tracker.FindOrOpenAsync("blue", (RunEnds?)null));
    }

    public void Dispose() => _world.Finish(_tracker.DisposeAsync().AsTask());

    [Fact]
    public void An_exchange_returns_what_it_replaces_and_an_update_what_it_sets()
    {
        Guid ticket = Guid.NewGuid();

        Assert.Equal("untitled", _room.ExchangeTitle("party"));
        Assert.Equal("party!", _room.UpdateTitle(static title => title + "!"));
        Assert.Equal("party!?", _room.UpdateTitle(static (title, more) => title + more, "?"));
        Assert.Equal(Guid.Empty, _room.ExchangeTicket(ticket));
        Assert.Null(_room.ExchangeNames(["ann"]));
        Assert.Equal(["ann", "bob"], _room.UpdateNames(static (names, name) => names?.Add(name), "bob")!);
        Assert.Equal(("party!?", ticket), (_room.Title, _room.Ticket));
    }

    [Fact]
    public void An_ended_child_refuses_both_and_calls_no_function()
    {
        _world.Result(_tracker.StopAsync("blue"));
        int calls = 0;

        var exchanged = Assert.Throws<ChildTerminatedException>(() => _room.ExchangeTitle("late"));
        var updated = Assert.Throws<ChildTerminatedException>(() => _room.UpdateTitle(title => title + ++calls));
        Assert.Throws<ChildTerminatedException>(() => _room.UpdateTicket((_, ticket) => ++calls == 0 ? default : ticket, Guid.NewGuid()));

        Assert.Equal(("Seats", "blue", "blue", 0), (exchanged.TrackerName, exchanged.Key, updated.Key, calls));
        Assert.Equal(("untitled", Guid.Empty), (_room.Title, _room.Ticket));
    }

    [Fact]
    public void A_function_that_throws_changes_nothing()
    {
        Assert.Throws<InvalidTimeZoneException>(() => _room.UpdateTitle(static _ => throw new InvalidTimeZoneException()));
        Assert.Throws<InvalidTimeZoneException>(() => _room.UpdateTicket(static (_, _) => throw new InvalidTimeZoneException(), 1));

        Assert.Equal(("untitled", Guid.Empty), (_room.Title, _room.Ticket));
        _room.Title = "open still";
    }

    [Fact]
    public void A_missing_function_is_told_by_name()
    {
        Assert.Equal("update", Assert.Throws<ArgumentNullException>(() => _room.UpdateTitle(null!)).ParamName);
        Assert.Equal("update", Assert.Throws<ArgumentNullException>(() => _room.UpdateTitle(null!, 5)).ParamName);
    }

    [Fact]
    public void A_function_that_ends_the_child_changes_nothing_after_the_seal()
    {
        Assert.Throws<ChildTerminatedException>(() => _room.UpdateTitle(title =>
        {
            _world.Result(_tracker.StopAsync("blue"));
            return title + "!";
        }));

        Assert.Equal("untitled", _room.Title);
    }

    [Fact]
    public void Both_wake_those_who_wait()
    {
        Task<Seats> exchanged = _tracker.WaitForAsync("blue", static room => room.Title == "party");
        Task<Seats> updated = _tracker.WaitForAsync("blue", static room => room.Title == "party!");
        _world.Settle();

        _room.ExchangeTitle("party");
        _world.Settle();
        bool waited = !updated.IsCompleted;
        _room.UpdateTitle(static title => title + "!");

        Assert.True(waited);
        Assert.Same(_room, _world.Result(exchanged));
        Assert.Same(_room, _world.Result(updated));
    }

    [Fact]
    public async Task No_name_that_was_added_is_lost_whoever_adds_at_the_same_time()
    {
        const int Threads = 3;
        const int Names = 1_000;
        _room.Names = [];

        await Support.Threads.Ended([.. Enumerable.Range(0, Threads).Select(thread => Support.Threads.Run(() =>
        {
            for (int i = 0; i < Names; i++)
                _room.UpdateNames(static (names, name) => names!.Add(name), $"{thread}-{i}");
        }))]);

        Assert.Equal(Threads * Names, _room.Names!.ToHashSet().Count);
    }
}
