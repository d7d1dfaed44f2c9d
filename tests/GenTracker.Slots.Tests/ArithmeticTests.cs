using System;
using System.Numerics;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class ArithmeticTests
{
    [Fact]
    public void Narrow_integers_count_and_wrap_around()
    {
        CountsAndWraps<byte>();
        CountsAndWraps<sbyte>();
        CountsAndWraps<short>();
        CountsAndWraps<ushort>();
        CountsAndWraps<char>();
        CountsAndWraps<int>();
        CountsAndWraps<uint>();
    }

    [Fact]
    public void Settable_wide_integers_count_and_wrap_around()
    {
        GatedCountsAndWraps<long>();
        GatedCountsAndWraps<ulong>();
        GatedCountsAndWraps<nint>();
        GatedCountsAndWraps<nuint>();
        GatedCountsAndWraps<Int128>();
        GatedCountsAndWraps<UInt128>();
    }

    [Fact]
    public void Subtracting_the_lowest_value_does_not_negate_it()
    {
        WordSlot<int> slot = new(-1);

        Assert.True(slot.TrySubtract(int.MinValue, out int value));

        Assert.Equal(int.MaxValue, value);
    }

    [Fact]
    public void Floats_increment_as_their_operators_do()
    {
        WordSlot<float> narrow = new(float.MaxValue);
        WordSlot<Half> half = new((Half)1);
        SeqLockSlot<double> wide = new(0.1);

        Assert.True(narrow.TryAdd(float.MaxValue, out float infinity));
        Assert.True(half.TrySubtract((Half)3, out Half difference));
        Assert.True(wide.TryAdd(0.2, out double sum));

        Assert.Equal(float.PositiveInfinity, infinity);
        Assert.Equal((Half)(-2), difference);
        Assert.Equal(0.1 + 0.2, sum);
        Assert.Equal(sum, wide.Value);
    }

    [Fact]
    public void A_decimal_that_overflows_throws_and_leaves_the_slot_open_and_unchanged()
    {
        Holder<SeqLockSlot<decimal>> holder = new(new(decimal.MaxValue));

        Assert.Throws<OverflowException>(() => holder.Slot.TryAdd(1m, out _));
        Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(-1m, out _));

        Assert.Equal(decimal.MaxValue, holder.Slot.Value);
        Assert.True(holder.Slot.TrySubtract(1, out decimal value));
        Assert.Equal(decimal.MaxValue - 1, value);
    }

    [Theory]
    [InlineData(CounterSlot.MaxValue, 1)]
    [InlineData(CounterSlot.MaxValue, long.MaxValue)]
    [InlineData(CounterSlot.MinValue, -1)]
    [InlineData(CounterSlot.MinValue, long.MinValue)]
    [InlineData(0, CounterSlot.MaxValue + 1)]
    [InlineData(0, CounterSlot.MinValue - 1)]
    [InlineData(-1, long.MinValue)]
    [InlineData(1, long.MaxValue)]
    public void A_counter_that_would_leave_its_range_throws_and_is_unchanged(long initial, long delta)
    {
        Holder<CounterSlot> holder = new(new(initial));

        Assert.Throws<OverflowException>(() => holder.Slot.TryAdd(delta, out _));
        Assert.Equal(initial, holder.Slot.Value);

        if (delta != long.MinValue)
        {
            Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(-delta, out _));
            Assert.Equal(initial, holder.Slot.Value);
        }

        Assert.Equal(SlotResult.Refused, holder.Slot.TryAddUpTo(long.MaxValue, delta, out long present));
        Assert.Equal(initial, present);
        Assert.True(holder.Slot.TryAdd(0, out _), "the slot is open still");
    }

    [Fact]
    public void A_counter_crosses_its_whole_range_in_one_step()
    {
        CounterSlot slot = new(CounterSlot.MinValue);

        Assert.True(slot.TryAdd(long.MaxValue, out long up));
        Assert.True(slot.TrySubtract(long.MaxValue, out long down));

        Assert.Equal(CounterSlot.MaxValue, up);
        Assert.Equal(CounterSlot.MinValue, down);
    }

    [Fact]
    public void A_counter_that_the_lowest_delta_takes_out_of_range_throws_and_is_unchanged()
    {
        foreach (long initial in new[] { CounterSlot.MinValue, -1, 0, CounterSlot.MaxValue })
        {
            Holder<CounterSlot> holder = new(new(initial));

            Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(long.MinValue, out _));

            Assert.Equal(initial, holder.Slot.Value);
        }
    }

    [Theory]
    [InlineData(UnsignedCounterSlot.MaxValue, 1ul)]
    [InlineData(UnsignedCounterSlot.MaxValue, ulong.MaxValue)]
    [InlineData(1ul, ulong.MaxValue)]
    [InlineData(0ul, UnsignedCounterSlot.MaxValue + 1)]
    public void An_unsigned_counter_that_would_pass_its_highest_count_throws_and_is_unchanged(ulong initial, ulong delta)
    {
        Holder<UnsignedCounterSlot> holder = new(new(initial));

        Assert.Throws<OverflowException>(() => holder.Slot.TryAdd(delta, out _));

        Assert.Equal(initial, holder.Slot.Value);
        Assert.Equal(SlotResult.Refused, holder.Slot.TryAddUpTo(ulong.MaxValue, delta, out ulong present));
        Assert.Equal(initial, present);
    }

    [Theory]
    [InlineData(0ul, 1ul)]
    [InlineData(5ul, 6ul)]
    [InlineData(5ul, ulong.MaxValue)]
    [InlineData(UnsignedCounterSlot.MaxValue, ulong.MaxValue)]
    public void An_unsigned_counter_that_would_go_below_zero_throws_and_is_unchanged(ulong initial, ulong delta)
    {
        Holder<UnsignedCounterSlot> holder = new(new(initial));

        Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(delta, out _));

        Assert.Equal(initial, holder.Slot.Value);
        Assert.True(holder.Slot.TrySubtract(initial, out ulong zero));
        Assert.Equal(0ul, zero);
    }

    [Fact]
    public void Counting_up_to_a_bound_stops_at_it()
    {
        UpToABound<byte>();
        UpToABound<sbyte>();
        UpToABound<short>();
        UpToABound<ushort>();
        UpToABound<int>();
        UpToABound<uint>();
        UpToABound<float>();
        UpToABound<Half>();
        GatedUpToABound<long>();
        GatedUpToABound<ulong>();
        GatedUpToABound<double>();
        GatedUpToABound<decimal>();
        GatedUpToABound<Int128>();

        CounterSlot counter = new(1);
        Assert.Equal((SlotResult.Done, 3), (counter.TryAddUpTo(3, 2, out long value), value));
        Assert.Equal((SlotResult.Refused, 3), (counter.TryAddUpTo(3, 1, out value), value));
        UnsignedCounterSlot unsigned = new(1);
        Assert.Equal((SlotResult.Done, 3ul), (unsigned.TryAddUpTo(3, 2, out ulong count), count));
        Assert.Equal((SlotResult.Refused, 3ul), (unsigned.TryAddUpTo(3, 1, out count), count));
    }

    [Fact]
    public void Counting_up_to_a_bound_is_refused_if_the_sum_would_overflow()
    {
        Overflows<byte>();
        Overflows<sbyte>();
        Overflows<ushort>();
        Overflows<short>();
        Overflows<int>();
        Overflows<uint>();
        GatedOverflows<long>();
        GatedOverflows<ulong>();
        GatedOverflows<nint>();
        GatedOverflows<nuint>();
        GatedOverflows<decimal>();
        GatedOverflows<Int128>();
        GatedOverflows<UInt128>();
    }

    [Fact]
    public void A_bounded_step_down_is_refused_if_it_would_overflow()
    {
        WordSlot<int> narrow = new(int.MinValue);
        SeqLockSlot<decimal> wide = new(decimal.MinValue);

        Assert.Equal((SlotResult.Refused, int.MinValue), (narrow.TryAddUpTo(int.MaxValue, -1, out int value), value));
        Assert.Equal((SlotResult.Refused, decimal.MinValue), (wide.TryAddUpTo(decimal.MaxValue, -1, out decimal sum), sum));
    }

    [Fact]
    public void A_bounded_step_that_ends_above_the_bound_is_refused_in_either_direction()
    {
        WordSlot<int> slot = new(10);

        Assert.Equal((SlotResult.Refused, 10), (slot.TryAddUpTo(5, -4, out int value), value));
        Assert.Equal((SlotResult.Done, 5), (slot.TryAddUpTo(5, -5, out value), value));
    }

    [Fact]
    public void A_bounded_step_of_zero_succeeds()
    {
        WordSlot<int> narrow = new(5);
        SeqLockSlot<long> wide = new(5);
        CounterSlot counter = new(5);
        UnsignedCounterSlot unsigned = new(5);

        Assert.Equal((SlotResult.Done, 5), (narrow.TryAddUpTo(5, 0, out int value), value));
        Assert.Equal((SlotResult.Done, 5), (wide.TryAddUpTo(5, 0, out long number), number));
        Assert.Equal((SlotResult.Done, 5), (counter.TryAddUpTo(5, 0, out number), number));
        Assert.Equal((SlotResult.Done, 5ul), (unsigned.TryAddUpTo(5, 0, out ulong count), count));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void A_bounded_step_below_the_precision_of_a_float_succeeds(double delta)
    {
        const double Coarse = 1e17;
        SeqLockSlot<double> slot = new(Coarse);

        Assert.Equal((SlotResult.Done, Coarse), (slot.TryAddUpTo(Coarse, delta, out double value), value));
    }

    [Fact]
    public void A_bounded_step_takes_a_counter_down_to_its_lowest_count()
    {
        CounterSlot slot = new(CounterSlot.MinValue + 1);

        Assert.Equal((SlotResult.Done, CounterSlot.MinValue), (slot.TryAddUpTo(0, -1, out long value), value));
    }

    [Fact]
    public void An_overflow_names_the_range_of_the_counter()
    {
        Holder<CounterSlot> signed = new(new(CounterSlot.MaxValue));
        Holder<UnsignedCounterSlot> unsigned = new(new(UnsignedCounterSlot.MaxValue));
        Holder<StripedSlot<long>> striped = new();

        string[] told =
        [
            Assert.Throws<OverflowException>(() => signed.Slot.TryAdd(1, out _)).Message,
            Assert.Throws<OverflowException>(() => unsigned.Slot.TryAdd(1, out _)).Message,
            Assert.Throws<OverflowException>(() => striped.Slot.TryAdd(long.MaxValue)).Message,
        ];

        Assert.StartsWith("A get-only 64-bit counter holds -2^62 to 2^62 - 1.", told[0], StringComparison.Ordinal);
        Assert.StartsWith("A get-only unsigned 64-bit counter holds 0 to 2^63 - 1.", told[1], StringComparison.Ordinal);
        Assert.StartsWith("One cell of a striped 64-bit counter holds -", told[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, 10, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 10, double.NaN)]
    [InlineData(double.MaxValue, double.MaxValue, double.MaxValue)]
    public void Counting_up_to_a_bound_is_refused_if_the_sum_is_not_within_it(double initial, double max, double delta)
    {
        SeqLockSlot<double> wide = new(initial);
        WordSlot<float> narrow = new((float)initial);

        Assert.Equal((SlotResult.Refused, initial), (wide.TryAddUpTo(max, delta, out double value), value));
        if (max != double.MaxValue)
            Assert.Equal((SlotResult.Refused, (float)initial), (narrow.TryAddUpTo((float)max, (float)delta, out float present), present));
    }

    [Fact]
    public void Raising_keeps_the_maximum()
    {
        RaisesTo<sbyte>(-3, 5);
        RaisesTo(3u, uint.MaxValue);
        RaisesTo(-1.5f, float.PositiveInfinity);
        GatedRaisesTo(long.MinValue, long.MaxValue);
        GatedRaisesTo(3ul, ulong.MaxValue);
        GatedRaisesTo(-1.5m, 7m);

        CounterSlot counter = new(-5);
        Assert.True(counter.TryRaise(-7, out long value));
        Assert.Equal(-5, value);
        Assert.True(counter.TryRaise(CounterSlot.MaxValue, out value));
        Assert.Equal((CounterSlot.MaxValue, CounterSlot.MaxValue), (value, counter.Value));
        UnsignedCounterSlot unsigned = new(5);
        Assert.True(unsigned.TryRaise(4, out ulong count));
        Assert.Equal(5ul, count);
        Assert.True(unsigned.TryRaise(UnsignedCounterSlot.MaxValue, out count));
        Assert.Equal((UnsignedCounterSlot.MaxValue, UnsignedCounterSlot.MaxValue), (count, unsigned.Value));
    }

    [Fact]
    public void Raising_a_counter_out_of_its_range_throws_and_changes_nothing()
    {
        Holder<CounterSlot> counter = new(new(3));
        Holder<UnsignedCounterSlot> unsigned = new(new(3));

        Assert.Throws<OverflowException>(() => counter.Slot.TryRaise(CounterSlot.MaxValue + 1, out _));
        Assert.Throws<OverflowException>(() => unsigned.Slot.TryRaise(UnsignedCounterSlot.MaxValue + 1, out _));
        Assert.True(counter.Slot.TryRaise(long.MinValue, out long value), "what is lower than the range is no new highest");

        Assert.Equal((3, 3, 3ul), (value, counter.Slot.Value, unsigned.Slot.Value));
    }

    [Fact]
    public void A_nan_is_never_a_new_maximum()
    {
        SeqLockSlot<double> slot = new(1);

        Assert.True(slot.TryRaise(double.NaN, out double value));

        Assert.Equal((1, 1), (value, slot.Value));
    }

    [Fact]
    public void A_zero_is_not_higher_than_a_zero_of_another_sign()
    {
        SeqLockSlot<double> seqLock = new(-0.0);
        WordSlot<float> word = new(-0.0f);

        Assert.True(seqLock.TryRaise(0.0, out _));
        Assert.True(word.TryRaise(0.0f, out _));

        Assert.True(double.IsNegative(seqLock.Value));
        Assert.True(float.IsNegative(word.Value));
    }

    [Fact]
    public void A_sealed_slot_refuses_every_change_and_returns_its_final_value()
    {
        WordSlot<int> word = new(7);
        word.Seal();
        Assert.Equal((false, 7), (word.TryAdd(1, out int narrow), narrow));
        Assert.Equal((false, 7), (word.TrySubtract(1, out narrow), narrow));
        Assert.Equal((SlotResult.Sealed, 7), (word.TryAddUpTo(9, 1, out narrow), narrow));
        Assert.Equal((SlotResult.Sealed, 7), (word.TryAddUpTo(1, 1, out narrow), narrow));
        Assert.Equal((false, 7), (word.TryRaise(9, out narrow), narrow));
        Assert.Equal((false, 7), (word.TryRaise(1, out narrow), narrow));
        Assert.Equal(7, word.Value);

        SeqLockSlot<decimal> seqLock = new(decimal.MaxValue);
        seqLock.Seal();
        Assert.Equal((false, decimal.MaxValue), (seqLock.TryAdd(1, out decimal wide), wide));
        Assert.Equal((false, decimal.MaxValue), (seqLock.TrySubtract(1, out wide), wide));
        Assert.Equal((SlotResult.Sealed, decimal.MaxValue), (seqLock.TryAddUpTo(1, 1, out wide), wide));
        Assert.Equal((false, decimal.MaxValue), (seqLock.TryRaise(1, out wide), wide));

        CounterSlot counter = new(7);
        counter.Seal();
        Assert.Equal((false, 7), (counter.TryAdd(long.MaxValue, out long value), value));
        Assert.Equal((false, 7), (counter.TrySubtract(1, out value), value));
        Assert.Equal((SlotResult.Sealed, 7), (counter.TryAddUpTo(1, 1, out value), value));
        Assert.Equal((false, 7), (counter.TryRaise(long.MaxValue, out value), value));

        UnsignedCounterSlot unsigned = new(7);
        unsigned.Seal();
        Assert.Equal((false, 7ul), (unsigned.TryAdd(ulong.MaxValue, out ulong count), count));
        Assert.Equal((false, 7ul), (unsigned.TrySubtract(8, out count), count));
        Assert.Equal((SlotResult.Sealed, 7ul), (unsigned.TryAddUpTo(1, 1, out count), count));
        Assert.Equal((false, 7ul), (unsigned.TryRaise(ulong.MaxValue, out count), count));
    }

    private static void CountsAndWraps<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        WordSlot<T> slot = new(T.MaxValue);
        Assert.True(slot.TryAdd(T.One, out T value));
        Assert.Equal((T.MinValue, T.MinValue), (value, slot.Value));
        Assert.True(slot.TrySubtract(T.One, out value));
        Assert.Equal((T.MaxValue, T.MaxValue), (value, slot.Value));

        slot = default;
        Assert.True(slot.TryAdd(T.CreateChecked(100), out value));
        Assert.True(slot.TrySubtract(T.CreateChecked(58), out value));
        Assert.Equal((T.CreateChecked(42), T.CreateChecked(42)), (value, slot.Value));
    }

    private static void GatedCountsAndWraps<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        SeqLockSlot<T> slot = new(T.MaxValue);
        Assert.True(slot.TryAdd(T.One, out T value));
        Assert.Equal((T.MinValue, T.MinValue), (value, slot.Value));
        Assert.True(slot.TrySubtract(T.One, out value));
        Assert.Equal((T.MaxValue, T.MaxValue), (value, slot.Value));
    }

    private static void UpToABound<T>()
        where T : unmanaged, INumber<T>
    {
        WordSlot<T> slot = new(T.One);
        T three = T.CreateChecked(3);
        Assert.Equal((SlotResult.Done, three), (slot.TryAddUpTo(three, T.CreateChecked(2), out T value), value));
        Assert.Equal((SlotResult.Refused, three), (slot.TryAddUpTo(three, T.One, out value), value));
        Assert.Equal(three, slot.Value);
    }

    private static void GatedUpToABound<T>()
        where T : struct, INumber<T>
    {
        SeqLockSlot<T> slot = new(T.One);
        T three = T.CreateChecked(3);
        Assert.Equal((SlotResult.Done, three), (slot.TryAddUpTo(three, T.CreateChecked(2), out T value), value));
        Assert.Equal((SlotResult.Refused, three), (slot.TryAddUpTo(three, T.One, out value), value));
        Assert.Equal(three, slot.Value);
    }

    private static void Overflows<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        WordSlot<T> slot = new(T.MaxValue);
        Assert.Equal((SlotResult.Refused, T.MaxValue), (slot.TryAddUpTo(T.MaxValue, T.One, out T value), value));
        Assert.Equal((SlotResult.Refused, T.MaxValue), (slot.TryAddUpTo(T.MaxValue, T.MaxValue, out value), value));
        Assert.Equal(T.MaxValue, slot.Value);
    }

    private static void GatedOverflows<T>()
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        SeqLockSlot<T> slot = new(T.MaxValue);
        Assert.Equal((SlotResult.Refused, T.MaxValue), (slot.TryAddUpTo(T.MaxValue, T.One, out T value), value));
        Assert.Equal((SlotResult.Refused, T.MaxValue), (slot.TryAddUpTo(T.MaxValue, T.MaxValue, out value), value));
        Assert.Equal(T.MaxValue, slot.Value);
    }

    private static void RaisesTo<T>(T low, T high)
        where T : unmanaged, INumber<T>
    {
        WordSlot<T> slot = new(low);
        Assert.True(slot.TryRaise(high, out T value));
        Assert.Equal((high, high), (value, slot.Value));
        Assert.True(slot.TryRaise(low, out value));
        Assert.Equal((high, high), (value, slot.Value));
    }

    private static void GatedRaisesTo<T>(T low, T high)
        where T : struct, INumber<T>
    {
        SeqLockSlot<T> slot = new(low);
        Assert.True(slot.TryRaise(high, out T value));
        Assert.Equal((high, high), (value, slot.Value));
        Assert.True(slot.TryRaise(low, out value));
        Assert.Equal((high, high), (value, slot.Value));
    }
}
