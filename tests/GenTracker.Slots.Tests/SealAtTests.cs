using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class SealAtTests
{
    private const int Rounds = 200;
    private const int Users = 3;
    private const int Visits = 50_000;

    [Fact]
    public async Task No_visitor_is_sealed_in_with_an_int() =>
        await Race<WordSlot<int>, int>(static holder => holder.Slot.TryAdd(1, out _), static holder => holder.Slot.TrySubtract(1, out _));

    [Fact]
    public async Task No_visitor_is_sealed_in_with_a_float() =>
        await Race<WordSlot<float>, float>(static holder => holder.Slot.TryAdd(1f, out _), static holder => holder.Slot.TrySubtract(1f, out _));

    [Fact]
    public async Task No_visitor_is_sealed_in_with_a_counter() =>
        await Race<CounterSlot, long>(static holder => holder.Slot.TryAdd(1, out _), static holder => holder.Slot.TrySubtract(1, out _));

    [Fact]
    public async Task No_visitor_is_sealed_in_with_an_unsigned_counter() =>
        await Race<UnsignedCounterSlot, ulong>(static holder => holder.Slot.TryAdd(1, out _), static holder => holder.Slot.TrySubtract(1, out _));

    [Fact]
    public async Task No_visitor_is_sealed_in_with_a_double() =>
        await Race<SeqLockSlot<double>, double>(static holder => holder.Slot.TryAdd(1d, out _), static holder => holder.Slot.TrySubtract(1d, out _));

    [Fact]
    public async Task No_visitor_is_sealed_in_with_a_decimal() =>
        await Race<SeqLockSlot<decimal>, decimal>(static holder => holder.Slot.TryAdd(1m, out _), static holder => holder.Slot.TrySubtract(1m, out _));

    [Fact]
    public void All_zeros_are_equal_and_all_nans_are_equal()
    {
        Assert.True(new WordSlot<float>(-0.0f).TrySealAt(0.0f));
        Assert.True(new WordSlot<float>(BitConverter.UInt32BitsToSingle(0xFFC0_1234)).TrySealAt(float.NaN));
        Assert.True(new WordSlot<Half>(-Half.Zero).TrySealAt(Half.Zero));
        Assert.True(new SeqLockSlot<double>(-0.0).TrySealAt(0.0));
        Assert.True(new SeqLockSlot<double>(BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_1234)).TrySealAt(double.NaN));
        Assert.True(new SeqLockSlot<decimal>(1.50m).TrySealAt(1.5m));
        Assert.False(new SeqLockSlot<double>(double.NaN).TrySealAt(0.0));
    }

    [Fact]
    public void A_sealed_zero_keeps_its_sign()
    {
        WordSlot<float> word = new(-0.0f);
        SeqLockSlot<double> seqLock = new(-0.0);

        word.TrySealAt(0.0f);
        seqLock.TrySealAt(0.0);

        Assert.True(float.IsNegative(word.Value));
        Assert.True(double.IsNegative(seqLock.Value));
    }

    [Fact]
    public void A_value_that_a_counter_cannot_hold_never_seals_it()
    {
        Assert.False(default(CounterSlot).TrySealAt(long.MinValue));
        Assert.False(default(UnsignedCounterSlot).TrySealAt(1ul << 63));
    }

    [Fact]
    public void The_equality_of_a_type_may_use_the_slot_that_calls_it()
    {
        Holder<SeqLockSlot<Meddler>> holder = new();
        int writes = 0;
        holder.Slot.TrySet(new Meddler(() =>
        {
            if (writes++ == 0)
                holder.Slot.TrySet(holder.Slot.Value);
        }));

        Assert.True(holder.Slot.TrySealAt(default), "the write that came between makes it compare again");

        Assert.Equal(2, writes);
    }

    [Fact]
    public void An_equality_that_throws_leaves_the_slot_open()
    {
        Holder<SeqLockSlot<Meddler>> holder = new(new(new Meddler(static () => throw new InvalidTimeZoneException())));

        Assert.Throws<InvalidTimeZoneException>(() => holder.Slot.TrySealAt(default));

        Assert.True(holder.Slot.TrySet(default));
    }

    // Each visitor counts one up and then one down. The slot is sealed at zero visitors, so every visitor must be able to count down.
    private static async Task Race<TSlot, T>(Func<Holder<TSlot>, bool> tryEnter, Func<Holder<TSlot>, bool> tryLeave)
        where TSlot : struct, IRetirableSlot<T>
    {
        Holder<TSlot>[] holders = new Holder<TSlot>[Rounds];
        for (int round = 0; round < Rounds; round++)
            holders[round] = new();

        int lockedIn = 0;
        int changed = 0;
        int visits = 0;
        using Barrier together = new(Users + 1);
        Task[] users = new Task[Users];
        for (int user = 0; user < Users; user++)
        {
            users[user] = Task.Factory.StartNew(
                () =>
                {
                    foreach (Holder<TSlot> holder in holders)
                    {
                        together.SignalAndWait();
                        for (int visit = 0; visit < Visits && tryEnter(holder); visit++)
                        {
                            Volatile.Write(ref visits, visit);
                            if (!tryLeave(holder))
                                Interlocked.Increment(ref lockedIn);
                        }

                        // Ends the wait for further visitors.
                        Volatile.Write(ref visits, Visits);
                        together.SignalAndWait();
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        for (int round = 0; round < Rounds; round++)
        {
            Holder<TSlot> holder = holders[round];
            Volatile.Write(ref visits, 0);
            together.SignalAndWait();
            SpinWait.SpinUntil(() => Volatile.Read(ref visits) >= round % 50);
            SpinWait spin = default;
            while (!holder.Slot.TrySealAt(default!))
                spin.SpinOnce(sleep1Threshold: -1);
            if (!Equals(holder.Slot.Value, default(T)) || holder.Slot.TrySealAt(default!))
                changed++;
            together.SignalAndWait();
        }

        await Task.WhenAll(users);
        foreach (Holder<TSlot> holder in holders)
            changed += Equals(holder.Slot.Value, default(T)) && !tryEnter(holder) ? 0 : 1;
        Assert.True(lockedIn == 0, $"{lockedIn} of those who had come in could not go out: the slot was sealed at another value than nobody");
        Assert.True(changed == 0, $"{changed} slots changed after they were sealed");
    }

    private readonly struct Meddler(Action? onComparison) : IEquatable<Meddler>
    {
        public bool Equals(Meddler other)
        {
            onComparison?.Invoke();
            return true;
        }

        public override bool Equals(object? obj) => obj is Meddler other && Equals(other);

        public override int GetHashCode() => 0;
    }
}
