using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.TestingHost;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>A cluster in which nothing fails.</summary>
public sealed class QuietCluster : IAsyncLifetime
{
    public TestCluster Cluster { get; } = new();

    public Task InitializeAsync() => Cluster.StartAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();
}

/// <summary>What a caller on any node, and in a client, sees of a class.</summary>
[Collection(nameof(TestCluster))]
public sealed class ClusterApiTests(QuietCluster quiet) : IClassFixture<QuietCluster>
{
    private readonly TestCluster _cluster = quiet.Cluster;

    private RoomCluster Client => _cluster.Client;

    private T Service<T>()
        where T : notnull =>
        _cluster.Cluster.Client.ServiceProvider.GetRequiredService<T>();

    private EndedState FinalOf(KeyRecord record) =>
        Assert.IsType<EndedState>(Service<Serializer>().Deserialize<EndedState>(Assert.IsType<byte[]>(record.Final)));

    private IEnumerable<T> ServicesEverywhere<T>()
        where T : notnull =>
        [Service<T>(), .. _cluster.Cluster.GetActiveSilos().Select(static silo => silo.ServiceProvider.GetRequiredService<T>())];

    private RoomCluster[] Everywhere => [Client, .. _cluster.Cluster.GetActiveSilos().Select(TestCluster.On)];

    [Fact]
    public async Task Concurrent_opens_from_all_nodes_and_a_client_run_one_start()
    {
        RoomRef[] refs = await Task.WhenAll(Enumerable.Range(0, 40).Select(index =>
            Task.Run(() => Everywhere[index % 4].FindOrOpenAsync("once", new RoomPlan($"{index}")).AsTask())));

        RoomEntry start = Assert.Single(_cluster.Journal.Of("once", "start"));
        Assert.All(refs, child => Assert.Equal(start.Incarnation, child.Incarnation));
        Assert.Single(Everywhere, static caller => caller.FindLocal("once") is not null);
    }

    [Fact]
    public async Task Counts_sets_and_reads_from_everywhere_meet_in_one_child()
    {
        RoomRef child = await Client.FindOrOpenAsync("counted", new RoomPlan());

        await Task.WhenAll(Enumerable.Range(0, 80).Select(index => Task.Run(async () =>
        {
            RoomCluster caller = Everywhere[index % 4];
            await caller.IncrementGuestsAsync("counted", 2);
            await (await caller.FindAsync("counted"))!.Value.IncrementGuestsAsync();
        })));
        await Everywhere[2].SetTitleAsync("counted", "blue");

        foreach (RoomCluster caller in Everywhere)
        {
            RoomAttrs attrs = (await caller.ReadAttrsAsync("counted"))!.Value;
            Assert.Equal((240, "blue"), (attrs.Guests, attrs.Title));
        }

        Assert.Equal(240, (await child.ReadAttrsAsync())!.Value.Guests);
    }

    [Fact]
    public async Task Each_operation_of_an_attribute_is_done_by_key_on_the_child_wherever_it_runs()
    {
        await Client.FindOrOpenAsync("changed", new RoomPlan());

        foreach (RoomCluster caller in Everywhere)
        {
            Assert.Equal(7, await caller.IncrementGuestsAsync("changed", 7));
            Assert.Equal(5, await caller.DecrementGuestsAsync("changed", 2));
            Assert.Equal(6, await caller.TryIncrementGuestsAsync("changed", 1));
            Assert.Equal(4, await caller.TryDecrementGuestsAsync("changed", 2));
            Assert.Equal((true, 6), await caller.IncrementGuestsUpToAsync("changed", 6, 2));
            Assert.Equal((false, 6), await caller.IncrementGuestsUpToAsync("changed", 6));
            Assert.Equal((true, 1), await caller.DecrementGuestsDownToAsync("changed", 1, 5));
            Assert.Equal((false, 1), await caller.DecrementGuestsDownToAsync("changed", 1));
            Assert.Equal(3, await caller.RaiseGuestsToAsync("changed", 3));
            Assert.Equal(3, await caller.RaiseGuestsToAsync("changed", 2));
            Assert.False(await caller.TryRetireAtGuestsAsync("changed", 4));
            Assert.Equal(0, await caller.DecrementGuestsAsync("changed", 3));
            Assert.Equal(TimeSpan.FromHours(2), await caller.RaiseLongestToAsync("changed", TimeSpan.FromHours(2)));
            await caller.SetTitleAsync("changed", "one");
            Assert.Equal("one", await caller.ExchangeTitleAsync("changed", "two"));
            Assert.Equal("two", (await caller.ReadAttrsAsync("changed"))!.Value.Title);
            Assert.True(await caller.TrySetDoorAsync("changed", "own"));
            await caller.SetDoorAsync("changed", null);
            await caller.IncrementStepsAsync("changed", 5);
            await caller.DecrementStepsAsync("changed", 2);
            Assert.True(await caller.TryIncrementStepsAsync("changed", 1));
        }

        Assert.Equal(4 * Everywhere.Length, (await Client.ReadAttrsAsync("changed"))!.Value.Steps);
    }

    [Fact]
    public async Task Each_operation_of_an_attribute_is_done_by_reference_and_refused_when_the_incarnation_has_ended()
    {
        foreach ((RoomCluster caller, int index) in Everywhere.Select(static (caller, index) => (caller, index)))
        {
            RoomRef child = await Client.FindOrOpenAsync($"changed {index}", new RoomPlan());
            child = (await caller.FindAsync(child.Key))!.Value;
            Assert.Equal(7, await child.IncrementGuestsAsync(7));
            Assert.Equal(5, await child.DecrementGuestsAsync(2));
            Assert.Equal(6, await child.TryIncrementGuestsAsync(1));
            Assert.Equal(4, await child.TryDecrementGuestsAsync(2));
            Assert.Equal((true, 6), await child.IncrementGuestsUpToAsync(6, 2));
            Assert.Equal((false, 6), await child.IncrementGuestsUpToAsync(6));
            Assert.Equal((true, 1), await child.DecrementGuestsDownToAsync(1, 5));
            Assert.Equal((false, 1), await child.DecrementGuestsDownToAsync(1));
            Assert.Equal(3, await child.RaiseGuestsToAsync(3));
            Assert.Equal("untitled", await child.ExchangeTitleAsync("two"));
            Assert.True(await child.TrySetDoorAsync($"door {index}"));
            await child.IncrementStepsAsync(5);
            await child.DecrementStepsAsync(2);
            Assert.True(await child.TryIncrementStepsAsync(1));
            Assert.False(await child.TryRetireAtGuestsAsync(4));

            Assert.True(await child.TryRetireAtGuestsAsync(3));

            await _cluster.Journal.WaitForAsync(entry => entry.Key == child.Key && entry.What == "end Retired");
            RoomRef next = await Client.FindOrOpenAsync(child.Key, new RoomPlan());
            Assert.Null(await child.TryIncrementGuestsAsync(1));
            Assert.Null(await child.TryDecrementGuestsAsync(1));
            Assert.False(await child.TryIncrementStepsAsync(1));
            Assert.False(await child.TryRetireAtGuestsAsync(0));
            Func<Task>[] refused =
            [
                () => child.DecrementGuestsAsync().AsTask(), () => child.IncrementGuestsUpToAsync(9).AsTask(), () => child.RaiseGuestsToAsync(9).AsTask(),
                () => child.DecrementGuestsDownToAsync(0).AsTask(), () => child.ExchangeTitleAsync("no").AsTask(), () => child.SetTitleAsync("no").AsTask(),
                () => child.TrySetDoorAsync("no").AsTask(), () => child.DecrementStepsAsync().AsTask(), () => child.IncrementStepsAsync().AsTask(),
            ];
            foreach (Func<Task> call in refused)
                await Assert.ThrowsAsync<ChildTerminatedException>(call);
            Assert.Equal(new RoomAttrs { Title = "untitled" }, await next.ReadAttrsAsync());
        }
    }

    [Fact]
    public async Task A_change_by_key_without_a_child_is_refused_or_gives_nothing()
    {
        foreach (RoomCluster caller in Everywhere)
        {
            Assert.Null(await caller.TryIncrementGuestsAsync("unopened", 1));
            Assert.False(await caller.TryIncrementStepsAsync("unopened", 1));
            Assert.False(await caller.TryRetireAtGuestsAsync("unopened", 0));
            await Assert.ThrowsAsync<ChildNotFoundException>(() => caller.DecrementGuestsAsync("unopened").AsTask());
            await Assert.ThrowsAsync<ChildNotFoundException>(() => caller.IncrementGuestsUpToAsync("unopened", 9).AsTask());
            await Assert.ThrowsAsync<ChildNotFoundException>(() => caller.TrySetDoorAsync("unopened", "any").AsTask());
        }
    }

    [Fact]
    public async Task What_a_change_of_an_attribute_throws_has_the_same_type_on_each_node()
    {
        await _cluster.OpenOnAllAsync("unique", 40);
        (string holder, string other) = _cluster.Journal.Of("run", static entry => entry.Key.StartsWith("unique", StringComparison.Ordinal))
            .GroupBy(static entry => entry.Node).Select(static rooms => rooms.Select(static room => room.Key).ToArray())
            .Where(static keys => keys.Length > 1).Select(static keys => (keys[0], keys[1])).First();
        await Client.SetDoorAsync(holder, "red");

        foreach (RoomCluster caller in Everywhere)
        {
            AttributeValueTakenException taken = await Assert.ThrowsAsync<AttributeValueTakenException>(() => caller.SetDoorAsync(other, "red").AsTask());
            Assert.Equal((other, nameof(Room.Door), holder), (taken.Key, taken.AttributeName, taken.HolderKey));
            Assert.False(await caller.TrySetDoorAsync(other, "red"));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => caller.IncrementMealsAsync(other, -1).AsTask());
            Assert.Equal((1L << 62) - 1, await caller.RaiseMealsToAsync(other, (1L << 62) - 1));
            await Assert.ThrowsAsync<OverflowException>(() => caller.IncrementMealsAsync(other).AsTask());
        }

        Assert.Null((await Client.ReadAttrsAsync(other))!.Value.Door);
    }

    [Fact]
    public async Task A_reference_to_an_ended_incarnation_is_refused_and_never_answered_by_its_successor()
    {
        RoomRef old = await Client.FindOrOpenAsync("ref", new RoomPlan("old"));

        RoomRef fresh = await Client.ReopenAsync("ref", new RoomPlan("new"));

        Assert.Equal((old.Incarnation >> 24) + 1, fresh.Incarnation >> 24);
        await Assert.ThrowsAsync<ChildTerminatedException>(() => old.IncrementGuestsAsync().AsTask());
        await Assert.ThrowsAsync<ChildTerminatedException>(() => old.GreetAsync("Ann").AsTask());
        Assert.Null(await old.ReadAttrsAsync());
        Assert.False(await old.StopAsync());
        Assert.Equal(0, (await fresh.ReadAttrsAsync())!.Value.Guests);
        Assert.Equal("Ann is in ref on the new floor", await fresh.GreetAsync("Ann"));
        Assert.Equal(["start", "run", "end Stopped", "start", "run"], _cluster.Journal.Of("ref").Select(static entry => entry.What));
    }

    [Fact]
    public async Task Incarnations_of_a_key_rise_over_opens_and_restarts()
    {
        List<long> incarnations = [];
        for (int round = 0; round < 3; round++)
        {
            incarnations.Add((await Everywhere[round].FindOrOpenAsync("rising", new RoomPlan())).Incarnation);
            await Client.BreakAsync("rising", "restart");
            RoomEntry[] runs = await _cluster.Journal.WaitForAsync(static entry => entry is { Key: "rising", What: "run" }, (round * 2) + 2);
            incarnations.Add(runs[^1].Incarnation);
            Assert.Equal(incarnations[^2] + 1, incarnations[^1]);
            Assert.True(await Client.StopAsync("rising"));
        }

        Assert.Equal(incarnations.Order().Distinct(), incarnations);
        Assert.Equal([1L, 1, 2, 2, 3, 3], incarnations.Select(static incarnation => incarnation >> 24));
    }

    [Fact]
    public async Task A_stop_is_in_the_store_before_its_caller_is_told()
    {
        await Client.FindOrOpenAsync("stopped", new RoomPlan());

        Assert.True(await Everywhere[1].StopAsync("stopped"));

        KeyRecord record = (await _cluster.Store.FindAsync("Room", "stopped", CancellationToken.None))!;
        Assert.Equal((null, false), (record.Owner, record.IsWanted));
        Assert.Equal(ExitReason.Stopped, FinalOf(record).Reason);
        Assert.False(await Client.StopAsync("stopped"));
        Assert.Equal("end Stopped", _cluster.Journal.Of("stopped")[^1].What);
    }

    [Fact]
    public async Task A_child_that_ends_by_itself_frees_its_key_in_the_store()
    {
        RoomRef child = await Client.FindOrOpenAsync("done", new RoomPlan());
        await child.CloseAsync();
        await _cluster.Journal.WaitForAsync(static entry => entry is { Key: "done", What: "end Completed" });

        RoomRef next = await Client.FindOrOpenAsync("done", new RoomPlan());

        Assert.Equal((child.Incarnation >> 24) + 1, next.Incarnation >> 24);
        Assert.Equal(2, _cluster.Journal.Of("done", "run").Length);
    }

    [Fact]
    public async Task A_child_whose_last_values_cannot_be_serialized_ends_and_its_key_is_free()
    {
        SafeCluster safes = Service<SafeCluster>();
        SafeRef safe = await safes.OpenAsync("safe");
        await safe.PutSomethingUnknownAsync();

        Assert.True(await safes.StopAsync("safe"));

        KeyRecord record = (await _cluster.Store.FindAsync("Safe", "safe", CancellationToken.None))!;
        Assert.Equal((null, false), (record.Owner, record.IsWanted));
        Assert.Equal(ExitReason.Stopped, FinalOf(record).Reason);
        Assert.Null(FinalOf(record).Attrs);
        Assert.Equal((safe.Incarnation >> 24) + 1, (await safes.OpenAsync("safe")).Incarnation >> 24);
    }

    [Fact]
    public async Task A_failed_start_is_told_by_type_message_and_stack_and_leaves_nothing()
    {
        ChildStartException failure =
            await Assert.ThrowsAsync<ChildStartException>(() => Client.OpenAsync("broken", new RoomPlan(IsBroken: true)).AsTask());

        RemoteChildException cause = Assert.IsType<RemoteChildException>(failure.InnerException);
        Assert.Equal((typeof(DoorStuckException).FullName, "no key fits"), (cause.ErrorType, cause.ErrorMessage));
        Assert.Contains(nameof(Room.StartAsync), cause.ErrorStackTrace!, StringComparison.Ordinal);
        Assert.Contains(cause.Node, _cluster.Nodes);
        Assert.Null(await Client.FindAsync("broken"));
        Assert.False((await _cluster.Store.FindAsync("Room", "broken", CancellationToken.None))!.IsWanted);
    }

    [Fact]
    public async Task What_a_child_throws_crosses_by_type_message_and_stack()
    {
        await Client.FindOrOpenAsync("refusing", new RoomPlan());

        foreach (RoomCluster caller in Everywhere.Where(static caller => caller.FindLocal("refusing") is null))
        {
            RemoteChildException called = await Assert.ThrowsAsync<RemoteChildException>(() => caller.RefuseAsync("refusing", "full").AsTask());
            Assert.Equal((typeof(DoorStuckException).FullName, "full"), (called.ErrorType, called.ErrorMessage));
            Assert.Equal(("Room", "refusing"), (called.TrackerName, called.Key));
            Assert.Contains(nameof(Room.Refuse), called.ErrorStackTrace!, StringComparison.Ordinal);
            Assert.Contains("full", called.ToString(), StringComparison.Ordinal);
        }

        RemoteChildException own = await Assert.ThrowsAsync<RemoteChildException>(() => Client.Calls<IRoomCalls>("refusing").RefuseAsync());
        Assert.Equal((typeof(DoorStuckException).FullName, "refusing refuses"), (own.ErrorType, own.ErrorMessage));
        Assert.Equal(("Room", "refusing"), (own.TrackerName, own.Key));
        Assert.Contains(nameof(Room.RefuseAsync), own.ErrorStackTrace!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_is_called_by_the_public_api_and_by_an_own_grain_interface()
    {
        await Client.FindOrOpenAsync("called", new RoomPlan("top"));

        foreach (RoomCluster caller in Everywhere)
        {
            Assert.Equal("Ann is in called on the top floor", await caller.GreetAsync("called", "Ann"));
            Assert.Equal("Bob is in called on the top floor", await caller.Calls<IRoomCalls>("called").DescribeAsync("Bob"));
        }
    }

    [Fact]
    public async Task The_token_of_a_call_fires_in_the_method_wherever_it_runs()
    {
        RoomRef child = await Client.FindOrOpenAsync("patient", new RoomPlan());

        for (int index = 0; index < Everywhere.Length; index++)
        {
            foreach (bool byReference in new[] { false, true })
            {
                string what = $"{index} {byReference}";
                using var token = new CancellationTokenSource();
                RoomCluster caller = Everywhere[index];
                ValueTask<int> call = byReference
                    ? (await caller.FindAsync("patient"))!.Value.WaitAsync(what, token.Token)
                    : caller.WaitAsync("patient", what, token.Token);
                await _cluster.Journal.WaitForAsync(entry => entry.What == $"waits for {what}");

                await token.CancelAsync();

                Assert.Equal(token.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(call.AsTask)).CancellationToken);
                await _cluster.Journal.WaitForAsync(entry => entry.What == $"waits no more for {what}");
            }
        }

        Assert.Equal(1, await child.IncrementGuestsAsync());
    }

    [Fact]
    public async Task A_token_that_has_fired_calls_nothing()
    {
        await Client.FindOrOpenAsync("uncalled", new RoomPlan());

        foreach (RoomCluster caller in Everywhere)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller.WaitAsync("uncalled", "nothing", new CancellationToken(true)).AsTask());

        Assert.Empty(_cluster.Journal.Of("uncalled", "waits for nothing"));
    }

    [Fact]
    public async Task A_key_that_is_taken_is_not_opened_and_one_without_a_child_is_not_counted_on()
    {
        await Client.OpenAsync("taken", new RoomPlan());

        foreach (RoomCluster caller in Everywhere)
        {
            Assert.Equal("taken", (await Assert.ThrowsAsync<ChildAlreadyExistsException>(() => caller.OpenAsync("taken", new RoomPlan()).AsTask())).Key);
            Assert.Equal("absent", (await Assert.ThrowsAsync<ChildNotFoundException>(() => caller.IncrementGuestsAsync("absent").AsTask())).Key);
            await Assert.ThrowsAsync<ChildNotFoundException>(() => caller.GreetAsync("absent", "Ann").AsTask());
            await Assert.ThrowsAsync<ClusterException>(() => caller.Calls<IRoomCalls>("absent").DescribeAsync("Ann"));
            Assert.Null(await caller.ReadAttrsAsync("absent"));
        }
    }

    [Fact]
    public async Task A_find_of_a_key_without_a_child_makes_no_grain()
    {
        foreach (RoomCluster caller in Everywhere)
            Assert.Null(await caller.FindAsync("nobody"));

        Assert.False(_cluster.Cluster.TryGetGrainContext(Client.Calls<IRoomCalls>("nobody").GetGrainId(), out IGrainContext? _));
    }

    [Fact]
    public async Task A_child_runs_on_when_its_grain_is_lost_and_is_found_by_the_next_call()
    {
        RoomRef child = await Client.FindOrOpenAsync("door", new RoomPlan());
        await child.IncrementGuestsAsync();

        await _cluster.Cluster.DeactivateAsync(Client.Calls<IRoomCalls>("door"));

        Assert.Equal(2, await child.IncrementGuestsAsync());
        foreach (RoomCluster caller in Everywhere)
            Assert.Equal(child.Incarnation, (await caller.FindAsync("door"))!.Value.Incarnation);
        Assert.Single(_cluster.Journal.Of("door", "start"));
    }

    [Fact]
    public async Task Of_concurrent_reopenings_each_has_its_child_or_is_superseded_and_one_runs_in_the_end()
    {
        await Client.FindOrOpenAsync("again", new RoomPlan());

        Task<RoomRef>[] calls = [.. Enumerable.Range(0, 12).Select(index => Everywhere[index % 4].ReopenAsync("again", new RoomPlan($"{index}")).AsTask())];
        await Task.WhenAny(Task.WhenAll(calls));

        Assert.All(calls.Where(static call => call.IsFaulted), static call => Assert.IsType<ChildSupersededException>(call.Exception!.InnerException));
        long[] opened = [.. calls.Where(static call => call.IsCompletedSuccessfully).Select(static call => call.Result.Incarnation)];
        Assert.Equal(opened.Max(), (await Client.FindAsync("again"))!.Value.Incarnation);
        Assert.Equal(opened.Length, opened.Distinct().Count());
        RoomEntry[] entries = _cluster.Journal.Of("again");
        for (int index = 1; index < entries.Length; index++)
        {
            // A start that a later reopening has stopped has no end of its own.
            bool isAlone = entries[index].What != "start" || entries[index - 1].What is "end Stopped" or "start";
            Assert.True(isAlone, string.Join(", ", entries.Select(static entry => entry.What)));
        }
    }

    [Fact]
    public async Task Children_of_all_nodes_are_listed_found_by_attribute_and_counted()
    {
        await _cluster.OpenOnAllAsync("listed", 40);
        for (int index = 0; index < 40; index += 2)
            await Client.SetTitleAsync($"listed{index}", "even");
        await Client.IncrementGuestsAsync("listed4", 5);
        await Client.IncrementGuestsAsync("listed5", 5);

        foreach (RoomCluster caller in Everywhere)
        {
            Assert.Equal(40, (await ListAsync(caller)).Count(static room => room.StartsWith("listed", StringComparison.Ordinal)));
            Assert.Equal(
                Enumerable.Range(0, 20).Select(static index => $"listed{index * 2}").Order(), (await ListAsync(caller, RoomCluster.By.Title("even"))).Order());
            Assert.Equal(["listed4"], await ListAsync(caller, RoomCluster.By.Title("even"), RoomCluster.By.Guests(5, Comparison.AtLeast)));
            Assert.InRange(await caller.CountAsync(), 40, int.MaxValue);
        }

        static async Task<List<string>> ListAsync(RoomCluster caller, params AttrFilter[] where)
        {
            List<string> keys = [];
            await foreach ((string key, RoomAttrs _) in caller.ListAsync(default, where))
                keys.Add(key);
            return keys;
        }
    }

    [Fact]
    public async Task A_watcher_is_told_of_starts_restarts_and_ends_on_all_nodes()
    {
        using var end = new CancellationTokenSource(Condition.Timeout);
        await Client.FindOrOpenAsync("watched before", new RoomPlan());
        List<ClusterEvent> events = [];
        await using IAsyncEnumerator<ClusterEvent> watch = Client.WatchAsync(end.Token).GetAsyncEnumerator();
        int synced = 0;
        while (synced < 3)
        {
            await NextAsync();
            synced += events[^1].Kind == ChildEventKind.Synced ? 1 : 0;
        }

        Assert.Equal(ChildEventKind.Present, Assert.Single(events, static e => e.Key == "watched before").Kind);
        RoomRef child = await Client.FindOrOpenAsync("watched", new RoomPlan());
        await child.IncrementGuestsAsync(7);
        await child.BreakAsync("restart");
        while (!events.Exists(static e => e is { Key: "watched", Kind: ChildEventKind.Restarted }))
            await NextAsync();
        await Client.StopAsync("watched");
        while (events[^1] is not { Key: "watched", Kind: ChildEventKind.Terminated, Reason: ExitReason.Stopped })
            await NextAsync();

        ClusterEvent[] told = [.. events.Where(static e => e.Key == "watched")];
        Assert.Equal(
            [
                (ChildEventKind.Started, child.Incarnation, null),
                (ChildEventKind.Terminated, child.Incarnation, ExitReason.Failed),
                (ChildEventKind.Restarted, child.Incarnation + 1, null),
                (ChildEventKind.Terminated, child.Incarnation + 1, ExitReason.Stopped),
            ],
            told.Select(static e => (e.Kind, e.Incarnation, e.Reason)));
        Assert.Equal(7, RoomCluster.AttrsOf(told[1])!.Value.Guests);
        Assert.True(told[1].WillRestart);

        async Task NextAsync()
        {
            Assert.True(await watch.MoveNextAsync());
            events.Add(watch.Current);
        }
    }

    [Theory]
    [InlineData(-7, "-7")]
    [InlineData(int.MaxValue, "2147483647")]
    public async Task Whole_numbers_are_keys(int key, string text)
    {
        LiftCluster lifts = Service<LiftCluster>();
        await lifts.FindOrOpenAsync(key);

        foreach (LiftCluster caller in ServicesEverywhere<LiftCluster>())
            await caller.IncrementRidesAsync(key);

        Assert.Equal(key, await lifts.EchoAsync(key));
        Assert.Equal(4, (await lifts.ReadAttrsAsync(key))!.Value.Rides);
        Assert.Equal(text, (await _cluster.Store.FindAsync("Lift", text, CancellationToken.None))?.Key);
        Assert.Contains(key, await lifts.ListAsync().Select(static lift => lift.Key).ToListAsync());
    }

    [Fact]
    public async Task A_type_of_the_users_own_is_a_key()
    {
        GuestCluster guests = Service<GuestCluster>();
        var key = new Seat(12, 'b');
        await guests.FindOrOpenAsync(key);

        foreach (GuestCluster caller in ServicesEverywhere<GuestCluster>())
            await caller.IncrementDrinksAsync(key);

        Assert.Equal(key, await guests.EchoAsync(key));
        Assert.Equal((key, 4), Assert.Single(await guests.ListAsync().Select(static guest => (guest.Key, guest.Attrs.Drinks)).ToListAsync()));
        Assert.Equal("12b", (await _cluster.Store.FindAsync("Guest", "12b", CancellationToken.None))?.Key);
    }

    [Fact]
    public async Task A_format_writes_and_reads_the_keys()
    {
        PartyCluster parties = Service<PartyCluster>();
        DateTimeOffset key = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        await parties.FindOrOpenAsync(key);

        foreach (PartyCluster caller in ServicesEverywhere<PartyCluster>())
            await caller.IncrementSongsAsync(key);

        Assert.Equal(key.UtcTicks, await parties.EchoAsync(key));
        Assert.Equal((key, 4), Assert.Single(await parties.ListAsync().Select(static party => (party.Key, party.Attrs.Songs)).ToListAsync()));
        Assert.Equal("1800000000", (await _cluster.Store.FindAsync("Party", "1800000000", CancellationToken.None))?.Key);
    }

    [Fact]
    public async Task A_key_without_a_text_of_its_own_is_refused_when_it_is_opened()
    {
        DateTimeOffset half = DateTimeOffset.FromUnixTimeMilliseconds(1_500);
        foreach (PartyCluster caller in ServicesEverywhere<PartyCluster>())
        {
            ArgumentException shared = await Assert.ThrowsAsync<ArgumentException>(() => caller.FindOrOpenAsync(half).AsTask());
            Assert.Contains("Tracker Party: the text of the key", shared.Message, StringComparison.Ordinal);
            Assert.Contains("'1', is that of the key", shared.Message, StringComparison.Ordinal);
            ArgumentException empty = await Assert.ThrowsAsync<ArgumentException>(() => caller.OpenAsync(default).AsTask());
            Assert.Contains("has an empty text", empty.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => Client.FindOrOpenAsync("", new RoomPlan()).AsTask());
    }

    [Fact]
    public async Task A_text_that_is_no_key_is_told_by_name()
    {
        ITrackedGrain door = _cluster.Cluster.Client.GetGrain(GrainId.Create("lift", "first floor")).AsReference<ITrackedGrain>();

        FormatException failure = await Assert.ThrowsAsync<FormatException>(() => door.FindAsync().AsTask());

        Assert.Contains("Tracker Lift: 'first floor' is no key of the type System.Int32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_another_type_cross_as_text()
    {
        DeviceCluster devices = Service<DeviceCluster>();
        Guid[] keys = [.. Enumerable.Range(0, 4).Select(static _ => Guid.NewGuid())];

        await Task.WhenAll(keys.Select(key => devices.FindOrOpenAsync(key).AsTask()));

        foreach (Guid key in keys)
        {
            Assert.Equal(key, await devices.EchoAsync(key));
            Assert.Equal(3, await devices.IncrementReportsAsync(key, 3));
        }
    }

    [Fact]
    public async Task A_child_on_the_own_node_is_counted_without_a_call()
    {
        await Client.FindOrOpenAsync("near", new RoomPlan());
        InProcessSiloHandle silo = _cluster.GetSilo(_cluster.Journal.Of("near", "run").Single().Node);

        ValueTask<int> count = TestCluster.On(silo).IncrementGuestsAsync("near");

        Assert.True(count.IsCompletedSuccessfully);
        Assert.Equal(1, await count);
        Assert.Same(silo.ServiceProvider.GetRequiredService<RoomTracker>().Find("near"), TestCluster.On(silo).FindLocal("near"));
    }

    [Fact]
    public async Task A_token_ends_the_wait_alone()
    {
        await Client.FindOrOpenAsync("token", new RoomPlan());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.IncrementGuestsAsync("token", 1, new CancellationToken(canceled: true)).AsTask());

        Assert.NotNull(await Client.FindAsync("token"));
    }

    [Fact]
    public async Task Tools_on_a_silo_see_the_children_of_all_nodes_with_their_nodes()
    {
        RoomEntry[] rooms = await _cluster.OpenOnAllAsync("shown", 30);
        for (int index = 0; index < 30; index++)
            await Client.IncrementGuestsAsync($"shown{index}", 100 + index);

        foreach (InProcessSiloHandle silo in _cluster.Cluster.GetActiveSilos())
        {
            ITrackerMonitor monitor = GetMonitor(silo, "Room (all nodes)");
            int guests = monitor.Attributes.Select(static attribute => attribute.Name).ToList().IndexOf(nameof(Room.Guests));
            var query = new ChildQuery { KeyPrefix = "shown", Sort = ChildSort.Attribute, Attribute = nameof(Room.Guests), IsDescending = true };

            ChildQueryResult all = monitor.Query(query);
            ChildQueryResult page = monitor.Query(query with { Skip = 5, Take = 3 });
            ChildQueryResult byNode = monitor.Query(query with { Attribute = "Node", IsDescending = false });

            Assert.Equal((30, 30), (all.Total, all.Children.Count));
            Assert.Equal(Enumerable.Range(100, 30).Reverse(), all.Children.Select(child => (int)child.Values[guests]!));
            Assert.Equal([124, 123, 122], page.Children.Select(child => (int)child.Values[guests]!));
            Assert.Equal(
                rooms.Select(static room => (room.Node, room.Key))
                    .OrderBy(static room => room.Node, StringComparer.Ordinal)
                    .ThenBy(static room => room.Key, StringComparer.Ordinal),
                byNode.Children.Select(static child => ((string)child.Values[0]!, child.KeyText)));
            Assert.All(rooms, room =>
            {
                MonitoredChild found = monitor.Find(room.Key)!;
                Assert.Equal((room.Node, room.Incarnation), ((string)found.Values[0]!, found.Incarnation));
            });
            Assert.Null(monitor.Find("not shown"));
            Assert.Throws<ArgumentException>(() => monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Nothing" }));
            Assert.Throws<ArgumentOutOfRangeException>("Take", () => monitor.Query(new ChildQuery { Take = -1 }));
        }
    }

    [Fact]
    public async Task Tools_on_a_silo_stop_a_child_of_another_node_for_good()
    {
        RoomEntry[] rooms = await _cluster.OpenOnAllAsync("ended", 40);

        foreach (InProcessSiloHandle silo in _cluster.Cluster.GetActiveSilos())
        {
            ITrackerMonitor monitor = GetMonitor(silo, "Room (all nodes)");
            string key = rooms.First(room => room.Node != TestCluster.GetNode(silo) && _cluster.Journal.Of(room.Key, "end Stopped").Length == 0).Key;

            Assert.True(await monitor.StopAsync(key));

            Assert.False((await _cluster.Store.FindAsync("Room", key, CancellationToken.None))!.IsWanted);
            Assert.False(await monitor.StopAsync(key));
        }
    }

    [Fact]
    public async Task A_silo_shows_its_children_to_tools()
    {
        RoomEntry[] rooms = await _cluster.OpenOnAllAsync("seen", 40);

        foreach (InProcessSiloHandle silo in _cluster.Cluster.GetActiveSilos())
        {
            ITrackerMonitor monitor = GetMonitor(silo, "Room");
            string mine = rooms.First(room => room.Node == TestCluster.GetNode(silo)).Key;
            Assert.NotNull(monitor.Find(mine));
        }
    }

    private static ITrackerMonitor GetMonitor(InProcessSiloHandle silo, string name) =>
        silo.ServiceProvider.GetServices<ITrackerMonitor>().Single(monitor => monitor.Name == name);
}
