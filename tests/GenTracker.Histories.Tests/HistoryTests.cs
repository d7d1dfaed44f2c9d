using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using GenTracker.Runtime;
using GenTracker.Testing.Histories;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>
/// Random programs of several callers, each on a thread of its own: a model in which one call is made at a time explains what they were answered.
/// A failure shows the shortest program found and its seed: CsCheck_Seed draws it again first.
/// </summary>
public class HistoryTests
{
    // A tier of the random programs: 200 in the ordinary run.
    internal static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("GENTRACKER_PROGRAMS"), NumberStyles.None, CultureInfo.InvariantCulture, out int programs)
            ? Math.Max(1, programs / 40)
            : 200;

    private static readonly Gen<KeyCall[][]> KeyPrograms = CallersOf(Gen.Frequency((6, KeyCall.Open), (8, KeyCall.Find), (3, KeyCall.Stop)));
    private static readonly Gen<ReplacementCall[][]> ReplacementPrograms = Gen.Frequency(
        (3, ReplacementCall.FindOrOpen), (3, ReplacementCall.Open), (4, ReplacementCall.Reopen), (4, ReplacementCall.TakeOver),
        (6, ReplacementCall.Find), (2, ReplacementCall.Stop), (3, ReplacementCall.StopChild)).Array[2, 6].Array[2, 4];

    private static readonly Gen<SeatCall[][]> SeatPrograms =
        CallersOf(Gen.Frequency(
            (3, SeatCall.Take), (1, SeatCall.Leave), (2, SeatCall.LeaveIfAny), (3, SeatCall.Acquire), (3, SeatCall.GiveBack), (3, SeatCall.Read),
            (3, SeatCall.Retire)));

    private static readonly Gen<MarkCall[][]> MarkPrograms = CallersOf(Gen.Enum<MarkCall>());

    [Fact]
    public async Task Finding_opening_and_stopping_a_key_happen_at_one_moment_each()
    {
        await using var rooms = new RoomTracker();
        await CheckKeysAsync(rooms, static number => "room" + number, key => TryOpen(rooms.FindOrOpenAsync(key)));
    }

    [Fact]
    public async Task The_same_holds_for_a_number_as_key_and_a_child_that_a_function_makes()
    {
        await using var lockers = new LockerTracker();
        await CheckKeysAsync(lockers, static number => number, key => TryOpen(lockers.FindOrOpenAsync(key, static _ => new Locker())));
    }

    [Fact]
    public async Task Finding_adopting_and_stopping_a_key_happen_at_one_moment_each()
    {
        await using var devices = new DeviceTracker();
        await CheckKeysAsync(devices, static number => new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), Adopt);

        Device? Adopt(Guid key)
        {
            var device = new Device();
            if (!devices.TryAddExisting(key, device, null, out ChildRegistration? registration))
                return null;
            registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
            return device;
        }
    }

    [Fact]
    public async Task Calls_that_replace_a_key_happen_at_one_moment_each_and_the_last_one_wins()
    {
        await using var rooms = new RoomTracker();
        int programs = 0;
        await ReplacementPrograms.SampleAsync(
            async callers =>
            {
                string key = "room" + Interlocked.Increment(ref programs);
                long calls = 0;
                var history = new History<ReplacementMoment, long>();
                await Race.Run([.. callers.Select((made, number) => (Action)(() =>
                {
                    foreach (ReplacementCall call in made)
                        history.RecordMoments("caller " + number, () => MakeCall(rooms, key, call, Interlocked.Increment(ref calls)));
                }))]);
                history.ThrowUnless(ReplacementModel.Explains);
            },
            iter: Rounds,
            threads: 1);
    }

    [Fact]
    public async Task Bounded_counts_and_retiring_happen_at_one_moment_each()
    {
        await using var rooms = new RoomTracker();
        int programs = 0;
        await SeatPrograms.SampleAsync(
            async callers =>
            {
                Room room = await rooms.FindOrOpenAsync("room" + Interlocked.Increment(ref programs));

                // Each caller has a thread of its own.
                using ThreadLocal<Stack<CounterLease>> leases = new(static () => new());
                await CheckAsync(callers, new SeatModel(), call => Answer(room, call, leases.Value!));
            },
            iter: Rounds,
            threads: 1);

        static int? Answer(Room room, SeatCall call, Stack<CounterLease> leases)
        {
            int seats;
            try
            {
                return call switch
                {
                    SeatCall.Take => room.IncrementSeatsUpTo(SeatModel.Most, out seats) ? seats : null,
                    SeatCall.Leave => room.TryIncrementSeats(-1, out seats) ? seats : null,
                    SeatCall.LeaveIfAny => room.DecrementSeatsDownTo(0, out seats) ? seats : null,
                    SeatCall.Acquire => Acquire(room, leases),
                    SeatCall.GiveBack => GiveBack(leases),
                    SeatCall.Retire => room.TryRetireAtSeats(0) ? 0 : null,
                    _ => room.Seats,
                };
            }
            catch (ChildTerminatedException)
            {
                return null;
            }
        }

        static int? Acquire(Room room, Stack<CounterLease> leases)
        {
            if (!room.TryAcquireSeatsUpTo(SeatModel.Most, out CounterLease? lease))
                return null;
            leases.Push(lease);
            return 0;
        }

        static int? GiveBack(Stack<CounterLease> leases)
        {
            if (!leases.TryPop(out CounterLease? lease))
                return null;
            lease.Dispose();
            lease.Dispose();
            return 0;
        }
    }

    [Fact]
    public async Task Setting_exchanging_and_updating_happen_at_one_moment_each()
    {
        await using var rooms = new RoomTracker();
        int programs = 0;
        await MarkPrograms.SampleAsync(
            async callers =>
            {
                Room room = await rooms.FindOrOpenAsync("room" + Interlocked.Increment(ref programs));
                await CheckAsync(callers, new MarkModel(), call => Answer(room, call));
            },
            iter: Rounds,
            threads: 1);

        static decimal? Answer(Room room, MarkCall call)
        {
            switch (call)
            {
                case MarkCall.SetFive:
                    room.Mark = 5;
                    return null;
                case MarkCall.ExchangeSeven:
                    return room.ExchangeMark(7);
                case MarkCall.ExchangeNine:
                    return room.ExchangeMark(9);
                case MarkCall.Update:
                    return room.UpdateMark(MarkModel.Next);
                default:
                    return room.Mark;
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
        Task<List<ChildEvent<string, Room>>>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAll(rooms, subscribed)))];
        subscribed.Wait();
        await Race.Run([.. Enumerable.Range(0, 3).Select(number => (Action)(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                if (TryOpen(rooms.FindOrOpenAsync("room" + ((number + i) % 4))) is { } room)
                    handedOut.Add(room);
                rooms.StopAsync("room" + ((number + i + 1) % 4)).GetAwaiter().GetResult();
            }
        }))]);
        await rooms.CloseAsync();

        foreach (List<ChildEvent<string, Room>> told in await Task.WhenAll(readers))
        {
            Assert.Null(EventStreamOracleTests.FindWrong(told));
            if (told.All(static happened => happened.Kind != ChildEventKind.Resync))
                Assert.Empty(handedOut.Except(told.Select(static happened => happened.Child)));
        }
    }

    /// <summary>Makes a call, and returns its moments.</summary>
    private static IEnumerable<(ReplacementMoment Moment, long Answer)> MakeCall(RoomTracker rooms, string key, ReplacementCall call, long number)
    {
        switch (call)
        {
            case ReplacementCall.Find:
                return [(new(MomentKind.Find), rooms.Find(key)?.Incarnation ?? 0)];
            case ReplacementCall.FindOrOpen:
                return [(new(MomentKind.FindOrOpen), Answer(rooms.FindOrOpenAsync(key).AsTask()))];
            case ReplacementCall.Open:
                return [(new(MomentKind.Open), Answer(rooms.OpenAsync(key)))];
            case ReplacementCall.Stop:
                return [(new(MomentKind.Stop), rooms.StopAsync(key).GetAwaiter().GetResult() ? 1 : 0)];
            case ReplacementCall.StopChild when rooms.Find(key) is { } found:
                return [(new(MomentKind.StopChild, found.Incarnation), rooms.StopAsync(found).GetAwaiter().GetResult() ? 1 : 0)];
            case ReplacementCall.StopChild:
                return [];
            case ReplacementCall.Reopen:
                return [(new(MomentKind.Reserve, number), 0), (new(MomentKind.Replace, number), Answer(rooms.ReopenAsync(key)))];
            default:
                return [(new(MomentKind.Reserve, number), 0), (new(MomentKind.Replace, number), Answer(TakeOverAsync(rooms, key)))];
        }

        static long Answer(Task<Room> opening)
        {
            try
            {
                return opening.GetAwaiter().GetResult().Incarnation;
            }
            catch (ChildSupersededException)
            {
                return ReplacementModel.Superseded;
            }
            catch (ChildAlreadyExistsException)
            {
                return ReplacementModel.Taken;
            }
            catch (ChildStartException)
            {
                return ReplacementModel.Refused;
            }
        }
    }

    private static async Task<Room> TakeOverAsync(RoomTracker rooms, string key)
    {
        var room = new Room();
        ChildRegistration registration = await rooms.TakeOverAsync(key, room);
        registration.Stopping.UnsafeRegister(static state => _ = ((ChildRegistration)state!).DisposeAsync().AsTask(), registration);
        return room;
    }

    /// <summary>Two to four callers, with two to eight calls each.</summary>
    private static Gen<TCall[][]> CallersOf<TCall>(Gen<TCall> call) => call.Array[2, 8].Array[2, 4];

    private static async Task CheckKeysAsync<TKey, TChild>(Tracker<TKey, TChild> tracker, Func<int, TKey> keyOf, Func<TKey, TChild?> open)
        where TKey : notnull
        where TChild : class, ITracked<TKey>
    {
        int programs = 0;
        await KeyPrograms.SampleAsync(
            callers =>
            {
                TKey key = keyOf(Interlocked.Increment(ref programs));
                return CheckAsync<KeyCall, long>(callers, KeyModel.Explains, call => Answer(key, call));
            },
            iter: Rounds,
            threads: 1);

        long Answer(TKey key, KeyCall call) => call switch
        {
            KeyCall.Find => tracker.Find(key)?.Link.Incarnation ?? 0,
            KeyCall.Open => open(key)?.Link.Incarnation ?? KeyModel.Refused,
            _ => tracker.StopAsync(key).GetAwaiter().GetResult() ? 1 : 0,
        };
    }

    /// <summary>Lets all callers make their calls at once, and throws unless the model explains the answers.</summary>
    private static Task CheckAsync<TState, TCall, TAnswer>(TCall[][] callers, ISequentialModel<TState, TCall, TAnswer> model, Func<TCall, TAnswer> answer)
        where TState : notnull =>
        CheckAsync(callers, operations => Linearizability.IsExplained(operations, model), answer);

    private static async Task CheckAsync<TCall, TAnswer>(
        TCall[][] callers, Func<IReadOnlyList<Operation<TCall, TAnswer>>, bool> explains, Func<TCall, TAnswer> answer)
    {
        var history = new History<TCall, TAnswer>();
        await Race.Run([.. callers.Select((calls, number) => (Action)(() =>
        {
            foreach (TCall call in calls)
                history.Record("caller " + number, call, answer);
        }))]);
        history.ThrowUnless(explains);
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

    /// <summary>Waits for a child; null if the opener was told that the start was stopped.</summary>
    private static TChild? TryOpen<TChild>(ValueTask<TChild> opening)
        where TChild : class
    {
        try
        {
            return opening.AsTask().GetAwaiter().GetResult();
        }
        catch (ChildStartException)
        {
            return null;
        }
    }
}
