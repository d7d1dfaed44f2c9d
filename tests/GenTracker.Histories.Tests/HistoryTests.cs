using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Testing.Histories;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>What real threads are answered, on the real pool, is explained by a model in which one call is made at a time.</summary>
public class HistoryTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task Finding_opening_and_stopping_a_key_happen_at_one_moment_each()
    {
        await using var rooms = new RoomTracker();
        for (int round = 0; round < Rounds; round++)
        {
            string key = "room" + round;
            var history = new History<KeyVerb, long>();
            await Race.Run(
                () => Repeat("opens", KeyVerb.Open, 3),
                () => Repeat("opens too", KeyVerb.Open, 3),
                () => Repeat("finds", KeyVerb.Find, 8),
                () => Repeat("stops", KeyVerb.Stop, 3));

            history.ThrowUnlessExplainedBy(new KeyModel());

            void Repeat(string caller, KeyVerb verb, int times)
            {
                for (int i = 0; i < times; i++)
                    history.Record(caller, verb, Call);
            }

            long Call(KeyVerb verb) => verb switch
            {
                KeyVerb.Find => rooms.Find(key)?.Incarnation ?? 0,
                KeyVerb.Open => TryOpen(rooms, key)?.Incarnation ?? KeyModel.Refused,
                _ => rooms.StopAsync(key).GetAwaiter().GetResult() ? 1 : 0,
            };
        }
    }

    [Fact]
    public async Task Bounded_counts_and_retiring_happen_at_one_moment_each()
    {
        await using var rooms = new RoomTracker();
        for (int round = 0; round < Rounds; round++)
        {
            Room room = await rooms.FindOrOpenAsync("room" + round);
            var history = new History<RoomVerb, int?>();
            await Race.Run(
                () => Repeat("guest", RoomVerb.Take, RoomVerb.Leave, RoomVerb.Take, RoomVerb.Read),
                () => Repeat("another guest", RoomVerb.Take, RoomVerb.Leave, RoomVerb.Take, RoomVerb.Take),
                () => Repeat("porter", RoomVerb.Retire, RoomVerb.Read, RoomVerb.Retire, RoomVerb.Retire, RoomVerb.Read));

            history.ThrowUnlessExplainedBy(new RoomModel());

            void Repeat(string caller, params RoomVerb[] verbs)
            {
                bool isSeated = false;
                foreach (RoomVerb verb in verbs)
                {
                    if (verb == RoomVerb.Leave && !isSeated)
                        continue;
                    int? answer = history.Record(caller, verb, Call);
                    isSeated = verb == RoomVerb.Take ? answer is not null : isSeated && verb != RoomVerb.Leave;
                }
            }

            int? Call(RoomVerb verb)
            {
                int seats;
                try
                {
                    return verb switch
                    {
                        RoomVerb.Take => room.IncrementSeatsUpTo(RoomModel.Most, out seats) ? seats : null,
                        RoomVerb.Leave => room.TryIncrementSeats(-1, out seats) ? seats : null,
                        RoomVerb.Retire => room.TryRetireAtSeats(0) ? 0 : null,
                        _ => room.Seats,
                    };
                }
                catch (ChildTerminatedException)
                {
                    return null;
                }
            }
        }
    }

    [Fact]
    public async Task A_child_that_has_ended_is_not_found_and_its_counts_are_exact()
    {
        await using var rooms = new RoomTracker();
        for (int round = 0; round < Rounds; round++)
        {
            string key = "room" + round;
            Room room = await rooms.FindOrOpenAsync(key);
            long done = 0;
            Action count = () =>
            {
                while (room.TryIncrementVisits(1, out _))
                    Interlocked.Increment(ref done);
                Assert.NotSame(room, rooms.Find(key));
            };
            Action stop = () =>
            {
                Assert.True(rooms.StopAsync(key).GetAwaiter().GetResult());
                Assert.True(room.Completion.IsCompleted);
            };

            await Race.Run(count, count, stop);

            Assert.Equal(done, room.Visits);
        }
    }

    [Fact]
    public async Task Events_are_numbered_without_gaps_and_tell_each_beginning_and_end_once()
    {
        var rooms = new RoomTracker();
        var handedOut = new ConcurrentBag<Room>();
        using var subscribed = new CountdownEvent(3);
        Task<List<ChildEvent<string, Room>>>[] watchers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAll(rooms, subscribed)))];
        subscribed.Wait();
        await Race.Run([.. Enumerable.Range(0, 3).Select(number => (Action)(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                if (TryOpen(rooms, "room" + ((number + i) % 4)) is { } room)
                    handedOut.Add(room);
                rooms.StopAsync("room" + ((number + i + 1) % 4)).GetAwaiter().GetResult();
            }
        }))]);
        await rooms.CloseAsync();

        foreach (List<ChildEvent<string, Room>> told in await Task.WhenAll(watchers))
            Assert.Null(EventHistory.FindWrong(told, handedOut));
    }

    private static async Task<List<ChildEvent<string, Room>>> ReadAll(RoomTracker rooms, CountdownEvent subscribed)
    {
        var told = new List<ChildEvent<string, Room>>();
        await foreach (ChildEvent<string, Room> happened in rooms.WatchAsync())
        {
            told.Add(happened);
            if (happened.Number == 1)
                subscribed.Signal();
        }

        return told;
    }

    /// <summary>Opens; null where the opener was told that the start was stopped.</summary>
    private static Room? TryOpen(RoomTracker rooms, string key)
    {
        try
        {
            return rooms.FindOrOpenAsync(key).AsTask().GetAwaiter().GetResult();
        }
        catch (ChildStartException)
        {
            return null;
        }
    }
}
