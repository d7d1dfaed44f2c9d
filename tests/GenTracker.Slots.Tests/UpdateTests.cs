using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary><c>TryExchange</c> and <c>TryUpdate</c>, for each kind of value.</summary>
public sealed class UpdateTests
{
    private const int Threads = 3;
    private const int Writes = 2_000;

    [Fact]
    public void Words_are_exchanged_and_updated()
    {
        Behaves<WordSlot<bool>, bool>(Gen.Bool);
        Behaves<WordSlot<char>, char>(Gen.Char);
        Behaves<WordSlot<sbyte>, sbyte>(Gen.SByte);
        Behaves<WordSlot<int>, int>(Gen.Int);
        Behaves<WordSlot<float>, float>(Gen.Float);
        Behaves<WordSlot<DayOfWeek>, DayOfWeek>(Gen.Enum<DayOfWeek>());
    }

    [Fact]
    public void Values_of_one_access_are_exchanged_and_updated()
    {
        Behaves<SeqLockSlot<string?>, string?>(Gen.String.Null());
        Behaves<SeqLockSlot<long>, long>(Gen.Long);
        Behaves<SeqLockSlot<ulong>, ulong>(Gen.ULong);
        Behaves<SeqLockSlot<double>, double>(Gen.Double);
        Behaves<SeqLockSlot<DateTime>, DateTime>(Gen.DateTime);
        Behaves<SeqLockSlot<TimeSpan>, TimeSpan>(Gen.TimeSpan);
    }

    [Fact]
    public void Structs_are_exchanged_and_updated()
    {
        Behaves<SeqLockSlot<Guid>, Guid>(Gen.Guid);
        Behaves<SeqLockSlot<decimal>, decimal>(Gen.Decimal);
        Behaves<SeqLockSlot<int?>, int?>(Gen.Int.Nullable());
        Behaves<SeqLockSlot<Wide>, Wide>(Gen.Long.Select(Wide.FromSeed));
        Behaves<SeqLockSlot<Route>, Route>(Gen.OneOf(Gen.Const(Route.Near), Gen.Const(Route.Far), Gen.Const(default(Route))));
    }

    [Fact]
    public void A_function_that_throws_changes_nothing_and_leaves_the_slot_open()
    {
        Throws<WordSlot<int>, int>(3, 5);
        Throws<SeqLockSlot<string>, string>("3", "5");
        Throws<SeqLockSlot<Wide>, Wide>(Wide.FromSeed(3), Wide.FromSeed(5));
    }

    [Fact]
    public void A_sealed_slot_calls_no_function()
    {
        RefusesUpdates<WordSlot<int>, int>(3, 5);
        RefusesUpdates<SeqLockSlot<string>, string>("3", "5");
        RefusesUpdates<SeqLockSlot<Wide>, Wide>(Wide.FromSeed(3), Wide.FromSeed(5));
    }

    [Fact]
    public void A_write_during_the_function_makes_it_run_again_even_if_the_value_is_the_same()
    {
        // Nobody compares the values: their equality throws.
        Incomparable one = new("one");
        Holder<SeqLockSlot<Incomparable>> holder = new(new(one));
        List<string> seen = [];

        holder.Slot.TryUpdate(
            current =>
            {
                seen.Add(current.Name);
                if (seen.Count == 1)
                    holder.Slot.TrySet(new Incomparable("two"));
                if (seen.Count == 2)
                    holder.Slot.TrySet(current);
                return new Incomparable(current.Name + "!");
            },
            out Incomparable value);

        Assert.Equal(["one", "two", "two"], seen);
        Assert.Equal("two!", value.Name);
        Assert.Same(value, holder.Slot.Value);
    }

    [Fact]
    public void A_seal_during_the_function_refuses_the_update()
    {
        SealsIn<WordSlot<int>, int>(3, 5);
        SealsIn<SeqLockSlot<string>, string>("3", "5");
        SealsIn<SeqLockSlot<Wide>, Wide>(Wide.FromSeed(3), Wide.FromSeed(5));
    }

    [Fact]
    public void No_lock_is_held_while_the_function_runs()
    {
        Holder<SeqLockSlot<Wide>> holder = new(new(Wide.FromSeed(1)));
        bool isRead = false;
        bool isWritten = false;

        holder.Slot.TryUpdate(
            current =>
            {
                if (!isWritten)
                {
                    Task others = Task.Run(() =>
                    {
                        isRead = holder.Slot.Value.IsConsistent;
                        isWritten = holder.Slot.TrySet(Wide.FromSeed(7));
                    });
                    others.Wait();
                }

                return Wide.FromSeed(current.A + 1);
            },
            out Wide value);

        Assert.Equal((true, true, 8L), (isRead, isWritten, value.A));
    }

    [Fact]
    public async Task No_update_of_many_threads_is_lost()
    {
        Holder<SeqLockSlot<ImmutableList<int>>> list = new(new([]));
        Holder<WordSlot<int>> word = new();
        Holder<SeqLockSlot<Wide>> wide = new();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Writes; i++)
                {
                    int item = (thread * Writes) + i;
                    Assert.True(list.Slot.TryUpdate(static (items, item) => items.Add(item), item, out ImmutableList<int> after));
                    Assert.Equal(item, after[^1]);
                    word.Slot.TryUpdate(static count => count + 1, out _);
                    wide.Slot.TryUpdate(static current => Wide.FromSeed(current.A + 1), out _);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, Threads * Writes), list.Slot.Value.Order());
        Assert.Equal(Threads * Writes, word.Slot.Value);
        Assert.Equal(Threads * Writes, wide.Slot.Value.A);
    }

    [Fact]
    public async Task Each_value_is_replaced_once()
    {
        await ReplacesOnce<WordSlot<int>, int>(static number => number, static value => value);
        await ReplacesOnce<SeqLockSlot<object>, object>(static number => number, static value => (int?)value ?? 0);
        await ReplacesOnce<SeqLockSlot<Wide>, Wide>(static number => Wide.FromSeed(number), static value => value.IsConsistent ? (int)value.A : -1);
    }

    private static void Behaves<TSlot, T>(Gen<T> values)
        where TSlot : struct, ISettableSlot<T> =>
        Gen.Select(values, values, values).Sample((one, two, three) =>
        {
            TSlot slot = default;
            Assert.True(slot.TryExchange(one, out T previous));
            Assert.Equal(default, previous);
            Assert.True(slot.TryExchange(two, out previous));
            Assert.Equal((one, two), (previous, slot.Value));
            Assert.True(slot.TryUpdate(
                current =>
                {
                    Assert.Equal(two, current);
                    return three;
                },
                out T value));
            Assert.Equal((three, three), (value, slot.Value));
            Assert.True(slot.TryUpdate(static (_, state) => state, one, out value));
            Assert.Equal((one, one), (value, slot.Value));
            slot.Seal();
            Assert.False(slot.TryExchange(two, out previous));
            Assert.Equal((one, one), (previous, slot.Value));
        });

    private static void Throws<TSlot, T>(T initial, T other)
        where TSlot : struct, ISettableSlot<T>
    {
        Holder<TSlot> holder = new();
        holder.Slot.TrySet(initial);

        Assert.Throws<InvalidTimeZoneException>(() => holder.Slot.TryUpdate(static _ => throw new InvalidTimeZoneException(), out _));
        Assert.Throws<InvalidTimeZoneException>(() => holder.Slot.TryUpdate(static (_, _) => throw new InvalidTimeZoneException(), 0, out _));

        Assert.Equal(initial, holder.Slot.Value);
        Assert.True(holder.Slot.TrySet(other));
    }

    private static void RefusesUpdates<TSlot, T>(T initial, T other)
        where TSlot : struct, ISettableSlot<T>
    {
        TSlot slot = default;
        slot.TrySet(initial);
        slot.Seal();
        int calls = 0;

        Assert.False(slot.TryUpdate(_ => Call(), out T value));
        Assert.False(slot.TryUpdate((_, _) => Call(), 0, out T again));

        Assert.Equal((0, initial, initial), (calls, value, again));

        T Call()
        {
            calls++;
            return other;
        }
    }

    private static void SealsIn<TSlot, T>(T initial, T other)
        where TSlot : struct, ISettableSlot<T>
    {
        Holder<TSlot> holder = new();
        holder.Slot.TrySet(initial);

        bool updated = holder.Slot.TryUpdate(
            _ =>
            {
                holder.Slot.Seal();
                return other;
            },
            out T value);

        Assert.Equal((false, initial, initial), (updated, value, holder.Slot.Value));
    }

    // Each thread writes numbers of its own. Together, what was replaced and what is left are all that was written, each once.
    private static async Task ReplacesOnce<TSlot, T>(Func<int, T> make, Func<T, int> number)
        where TSlot : struct, ISettableSlot<T>
    {
        Holder<TSlot> holder = new();
        int[][] replaced = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                int[] previous = new int[Writes];
                for (int i = 0; i < Writes; i++)
                {
                    Assert.True(holder.Slot.TryExchange(make((thread * Writes) + i + 1), out T value));
                    previous[i] = number(value);
                }

                return previous;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, (Threads * Writes) + 1), replaced.SelectMany(static all => all).Append(number(holder.Slot.Value)).Order());
    }

    private sealed class Incomparable(string name)
    {
        public string Name => name;

        public override bool Equals(object? obj) => throw new InvalidOperationException("nobody compares values");

        public override int GetHashCode() => throw new InvalidOperationException("nobody compares values");
    }
}
