using System;
using System.Numerics;
using CsCheck;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>Bounded counts, up and down, of any value by any delta to any bound.</summary>
public sealed class BoundTests
{
    [Fact]
    public void Narrow_integers_obey_both_bounds()
    {
        Narrow(Gen.SByte);
        Narrow(Gen.Byte);
        Narrow(Gen.Short);
        Narrow(Gen.UShort);
        Narrow(Gen.Int);
        Narrow(Gen.UInt);
    }

    [Fact]
    public void Settable_wide_integers_obey_both_bounds()
    {
        Wide(Gen.Long);
        Wide(Gen.ULong);
        Wide(Gen.Select(Gen.Long, Gen.ULong, static (upper, lower) => new Int128((ulong)upper, lower)));
        Wide(Gen.Select(Gen.ULong, Gen.ULong, static (upper, lower) => new UInt128(upper, lower)));
    }

    [Fact]
    public void Counters_obey_both_bounds_and_their_own_range()
    {
        Gen<long> counts = Gen.OneOf(Gen.Long[-5, 5], Gen.Long[CounterSlot.MinValue, CounterSlot.MaxValue], Gen.Const(CounterSlot.MinValue));
        Obey<long>(
            counts,
            Edges(Gen.Long),
            static (long initial, long max, long delta, out long value) => new CounterSlot(initial).TryAddUpTo(max, delta, out value),
            static (long initial, long min, long delta, out long value) => new CounterSlot(initial).TrySubtractDownTo(min, delta, out value),
            CounterSlot.MinValue,
            CounterSlot.MaxValue);
    }

    [Fact]
    public void Unsigned_counters_obey_both_bounds_and_their_own_range()
    {
        Gen<ulong> counts = Gen.OneOf(Gen.ULong[0, 5], Gen.ULong[0, UnsignedCounterSlot.MaxValue]);
        Obey<ulong>(
            counts,
            Edges(Gen.ULong),
            static (ulong initial, ulong max, ulong delta, out ulong value) => new UnsignedCounterSlot(initial).TryAddUpTo(max, delta, out value),
            static (ulong initial, ulong min, ulong delta, out ulong value) => new UnsignedCounterSlot(initial).TrySubtractDownTo(min, delta, out value),
            0,
            UnsignedCounterSlot.MaxValue);
    }

    [Fact]
    public void A_decimal_that_would_overflow_downwards_is_refused()
    {
        SeqLockSlot<decimal> slot = new(decimal.MinValue);

        SlotResult result = slot.TrySubtractDownTo(decimal.MinValue, 1, out decimal value);

        Assert.Equal((SlotResult.Refused, decimal.MinValue, decimal.MinValue), (result, value, slot.Value));
        Assert.Equal(SlotResult.Done, slot.TrySubtractDownTo(decimal.MinValue, -1, out value));
        Assert.Equal(decimal.MinValue + 1, value);
    }

    [Fact]
    public void A_difference_that_is_not_a_number_is_refused()
    {
        SeqLockSlot<double> slot = new(double.PositiveInfinity);

        Assert.Equal(SlotResult.Refused, slot.TrySubtractDownTo(0, double.PositiveInfinity, out double value));
        Assert.Equal(double.PositiveInfinity, value);
        Assert.Equal(SlotResult.Refused, slot.TrySubtractDownTo(0, double.NaN, out _));
        Assert.Equal(SlotResult.Refused, slot.TrySubtractDownTo(double.NaN, 1, out _));
        Assert.Equal(SlotResult.Done, slot.TrySubtractDownTo(0d, 1d, out _));
    }

    [Fact]
    public void A_sealed_slot_refuses_to_count_down_and_returns_its_final_value()
    {
        WordSlot<int> word = new(7);
        word.Seal();
        Assert.Equal((SlotResult.Sealed, 7), (word.TrySubtractDownTo(0, 1, out int narrow), narrow));
        Assert.Equal((SlotResult.Sealed, 7), (word.TrySubtractDownTo(7, 1, out narrow), narrow));
        SeqLockSlot<decimal> seqLock = new(7);
        seqLock.Seal();
        Assert.Equal((SlotResult.Sealed, 7m), (seqLock.TrySubtractDownTo(0, 1, out decimal wide), wide));
        CounterSlot counter = new(7);
        counter.Seal();
        Assert.Equal((SlotResult.Sealed, 7), (counter.TrySubtractDownTo(0, 1, out long value), value));
        UnsignedCounterSlot unsigned = new(7);
        unsigned.Seal();
        Assert.Equal((SlotResult.Sealed, 7ul), (unsigned.TrySubtractDownTo(8, 1, out ulong count), count));
    }

    private delegate SlotResult Count<T>(T initial, T bound, T delta, out T value);

    private static void Narrow<T>(Gen<T> any)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Obey(
            Edges(any),
            Edges(any),
            static (T initial, T max, T delta, out T value) => new WordSlot<T>(initial).TryAddUpToOf(max, delta, out value),
            static (T initial, T min, T delta, out T value) => new WordSlot<T>(initial).TrySubtractDownToOf(min, delta, out value),
            T.MinValue,
            T.MaxValue);

    private static void Wide<T>(Gen<T> any)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Obey(
            Edges(any),
            Edges(any),
            static (T initial, T max, T delta, out T value) => new SeqLockSlot<T>(initial).TryAddUpToOf(max, delta, out value),
            static (T initial, T min, T delta, out T value) => new SeqLockSlot<T>(initial).TrySubtractDownToOf(min, delta, out value),
            T.MinValue,
            T.MaxValue);

    // Small numbers, both ends of the range, and anything in between.
    private static Gen<T> Edges<T>(Gen<T> any)
        where T : IBinaryInteger<T>, IMinMaxValue<T> => Gen.OneOf(
            any,
            Gen.Int[0, 5].Select(T.CreateTruncating),
            Gen.Int[0, 2].Select(static number => T.MaxValue - T.CreateTruncating(number)),
            Gen.Int[0, 2].Select(static number => T.MinValue + T.CreateTruncating(number)));

    private static void Obey<T>(Gen<T> initials, Gen<T> others, Count<T> up, Count<T> down, T lowest, T highest)
        where T : IBinaryInteger<T> =>
        Gen.Select(initials, others, others).Sample((initial, bound, delta) =>
        {
            BigInteger start = BigInteger.CreateChecked(initial);
            BigInteger step = BigInteger.CreateChecked(delta);
            BigInteger limit = BigInteger.CreateChecked(bound);
            BigInteger sum = start + step;
            BigInteger difference = start - step;
            Expect(up(initial, bound, delta, out T value), value, sum, isAllowed: sum <= limit);
            Expect(down(initial, bound, delta, out value), value, difference, isAllowed: difference >= limit);

            void Expect(SlotResult result, T present, BigInteger next, bool isAllowed)
            {
                bool fits = next >= BigInteger.CreateChecked(lowest) && next <= BigInteger.CreateChecked(highest);
                Assert.Equal(isAllowed && fits ? (SlotResult.Done, next) : (SlotResult.Refused, start), (result, BigInteger.CreateChecked(present)));
            }
        });
}

/// <summary>Extension methods take a slot by reference, so that a new one needs a variable.</summary>
file static class SlotExtensions
{
    public static SlotResult TryAddUpToOf<T>(this WordSlot<T> slot, T max, T delta, out T value)
        where T : unmanaged, INumber<T> => slot.TryAddUpTo(max, delta, out value);

    public static SlotResult TrySubtractDownToOf<T>(this WordSlot<T> slot, T min, T delta, out T value)
        where T : unmanaged, INumber<T> => slot.TrySubtractDownTo(min, delta, out value);

    public static SlotResult TryAddUpToOf<T>(this SeqLockSlot<T> slot, T max, T delta, out T value)
        where T : struct, INumber<T> => slot.TryAddUpTo(max, delta, out value);

    public static SlotResult TrySubtractDownToOf<T>(this SeqLockSlot<T> slot, T min, T delta, out T value)
        where T : struct, INumber<T> => slot.TrySubtractDownTo(min, delta, out value);
}
