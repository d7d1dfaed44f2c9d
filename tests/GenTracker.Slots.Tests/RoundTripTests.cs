using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class RoundTripTests
{
    private enum OfByte : byte
    {
        None,
        Last = byte.MaxValue,
    }

    private enum OfSByte : sbyte
    {
        First = sbyte.MinValue,
        None = 0,
        Last = sbyte.MaxValue,
    }

    private enum OfShort : short
    {
        First = short.MinValue,
        None = 0,
        Last = short.MaxValue,
    }

    private enum OfUShort : ushort
    {
        None,
        Last = ushort.MaxValue,
    }

    private enum OfInt
    {
        First = int.MinValue,
        None = 0,
        Last = int.MaxValue,
    }

    private enum OfUInt : uint
    {
        None,
        Last = uint.MaxValue,
    }

    private enum OfLong : long
    {
        First = long.MinValue,
        None = 0,
        Last = long.MaxValue,
    }

    private enum OfULong : ulong
    {
        None,
        Last = ulong.MaxValue,
    }

    [Fact]
    public void A_word_slot_holds_every_bool() => Word(true, false);

    [Fact]
    public void A_word_slot_holds_every_char() => Word('\0', 'x', '\ud800', char.MaxValue);

    [Fact]
    public void A_word_slot_holds_the_range_of_each_narrow_integer()
    {
        Word(byte.MinValue, byte.MaxValue, (byte)0x80);
        Word(sbyte.MinValue, sbyte.MaxValue, (sbyte)-1);
        Word(short.MinValue, short.MaxValue, (short)-1);
        Word(ushort.MinValue, ushort.MaxValue, (ushort)0x8000);
        Word(int.MinValue, int.MaxValue, -1);
        Word(uint.MinValue, uint.MaxValue, 0x8000_0000u);
    }

    [Fact]
    public void A_word_slot_holds_the_range_of_the_narrow_floats()
    {
        Word(float.MinValue, float.MaxValue, float.Epsilon, float.NaN, float.NegativeInfinity, -1.5f);
        Word(Half.MinValue, Half.MaxValue, Half.Epsilon, Half.NaN, Half.NegativeInfinity, (Half)(-1.5));
    }

    [Fact]
    public void A_word_slot_keeps_the_sign_of_zero_and_the_bits_of_a_nan()
    {
        float oddNan = BitConverter.UInt32BitsToSingle(0xFFC0_1234);

        Assert.Equal(unchecked((int)0x8000_0000), BitConverter.SingleToInt32Bits(new WordSlot<float>(-0.0f).Value));
        Assert.Equal(0xFFC0_1234, BitConverter.SingleToUInt32Bits(new WordSlot<float>(oddNan).Value));
    }

    [Fact]
    public void A_slot_holds_the_range_of_enums_of_every_width()
    {
        Word(OfByte.None, OfByte.Last);
        Word(OfSByte.First, OfSByte.Last, (OfSByte)(-1));
        Word(OfShort.First, OfShort.Last, (OfShort)(-1));
        Word(OfUShort.None, OfUShort.Last);
        Word(OfInt.First, OfInt.Last, (OfInt)(-1));
        Word(OfUInt.None, OfUInt.Last);
        SeqLock(OfLong.First, OfLong.Last, (OfLong)(-1));
        SeqLock(OfULong.None, OfULong.Last);
    }

    [Fact]
    public void A_word_slot_holds_small_structs_of_the_platform()
    {
        Word(DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2026, 7, 1));
        Word(new System.Text.Rune('x'), new System.Text.Rune(0x10FFFF));
    }

    [Fact]
    public void A_word_slot_refuses_a_type_of_another_size()
    {
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => new WordSlot<long>(1));
        Assert.Equal("A word slot holds types of 1, 2 or 4 bytes. System.Int64 has another size.", refused.Message);
        Assert.Throws<NotSupportedException>(() => default(WordSlot<Guid>).Value);
    }

    [Fact]
    public void A_seqlock_slot_holds_the_range_of_64_bit_numbers()
    {
        SeqLock(long.MinValue, long.MaxValue, -1);
        SeqLock(ulong.MinValue, ulong.MaxValue);
        SeqLock(nint.MinValue, nint.MaxValue, -1);
        SeqLock(nuint.MinValue, nuint.MaxValue);
        SeqLock(double.MinValue, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, -1.5);
    }

    [Fact]
    public void A_seqlock_slot_holds_larger_numbers()
    {
        SeqLock(decimal.MinValue, decimal.MaxValue, 0.0000001m, -1.50m);
        SeqLock(Int128.MinValue, Int128.MaxValue, -1);
        SeqLock(UInt128.MinValue, UInt128.MaxValue);
        SeqLock(BigInteger.MinusOne, BigInteger.Pow(7, 100));
        SeqLock(new Complex(1, -2), Complex.Infinity);
    }

    [Fact]
    public void A_seqlock_slot_holds_narrow_types_too()
    {
        SeqLock(true, false);
        SeqLock(sbyte.MinValue, sbyte.MaxValue);
        SeqLock(int.MinValue, int.MaxValue, -1);
        SeqLock(DayOfWeek.Saturday, (DayOfWeek)(-1));
    }

    [Fact]
    public void A_seqlock_slot_holds_times()
    {
        SeqLock(DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch);
        SeqLock(TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(-1));
        SeqLock(TimeOnly.MinValue, TimeOnly.MaxValue);
        SeqLock(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(-9.5)));
        Assert.Equal(DateTimeKind.Local, new SeqLockSlot<DateTime>(new DateTime(5, DateTimeKind.Local)).Value.Kind);
    }

    [Fact]
    public void A_seqlock_slot_holds_nullables()
    {
        SeqLock<int?>(null, int.MinValue, 0);
        SeqLock<bool?>(null, true, false);
        SeqLock<long?>(null, long.MaxValue, 0);
        SeqLock<Guid?>(null, Guid.AllBitsSet, Guid.Empty);
        SeqLock<DateTime?>(null, DateTime.MaxValue);
        SeqLock<OfByte?>(null, OfByte.Last);
    }

    [Fact]
    public void A_seqlock_slot_holds_structs()
    {
        SeqLock(Guid.Empty, Guid.AllBitsSet, new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"));
        SeqLock(Wide.FromSeed(long.MinValue), Wide.FromSeed(long.MaxValue));
        SeqLock(default, Route.Near, Route.Far);
        SeqLock((1, "one"), (2, null));
        SeqLock((byte.MaxValue, short.MinValue), ((byte)1, (short)2));
    }

    [Fact]
    public void A_seqlock_slot_holds_references()
    {
        SeqLock<string?>(null, "", "untitled");
        SeqLock<object?>(null, 5, "five");
        SeqLock<Uri?>(null, new Uri("udp://239.0.0.1/"));
        SeqLock<IReadOnlyList<int>?>(null, [1, 2]);
    }

    [Fact]
    public void A_counter_slot_holds_63_bits()
    {
        foreach (long value in new[] { 0, 1, -1, CounterSlot.MinValue, CounterSlot.MaxValue })
            Assert.Equal(value, new CounterSlot(value).Value);

        Assert.Equal(-(1L << 62), CounterSlot.MinValue);
        Assert.Equal((1L << 62) - 1, CounterSlot.MaxValue);
        Assert.Throws<OverflowException>(() => new CounterSlot(CounterSlot.MinValue - 1));
        Assert.Throws<OverflowException>(() => new CounterSlot(CounterSlot.MaxValue + 1));
    }

    [Fact]
    public void An_unsigned_counter_slot_holds_63_bits()
    {
        foreach (ulong value in new ulong[] { 0, 1, 1ul << 62, UnsignedCounterSlot.MaxValue })
            Assert.Equal(value, new UnsignedCounterSlot(value).Value);

        Assert.Equal((1ul << 63) - 1, UnsignedCounterSlot.MaxValue);
        Assert.Throws<OverflowException>(() => new UnsignedCounterSlot(UnsignedCounterSlot.MaxValue + 1));
    }

    [Fact]
    public void Restoring_sets_an_open_slot_and_does_nothing_to_a_sealed_one()
    {
        Restores(default(WordSlot<int>), int.MinValue, int.MaxValue);
        Restores(default(CounterSlot), CounterSlot.MinValue, CounterSlot.MaxValue);
        Restores(default(UnsignedCounterSlot), 0ul, UnsignedCounterSlot.MaxValue);
        Restores(default(SeqLockSlot<decimal>), decimal.MinValue, decimal.MaxValue);
        Restores(default(SeqLockSlot<string?>), "last", null);
        Restores(default(StripedSlot<long>), -(1L << 62), 1L << 62);
        Restores(default(StripedSlot<ulong>), 0ul, 1ul << 62);
        Restores(default(StripedSlot<nint>), (nint)(-5), (nint)5);
        Restores(default(StripedSlot<int>), int.MinValue, int.MaxValue);
        Restores(default(StripedSlot<decimal>), decimal.MinValue, decimal.MaxValue);
        Restores(default(StripedSlot<double>), double.MinValue, double.MaxValue);
    }

    private static void Restores<TSlot, T>(TSlot slot, T first, T second)
        where TSlot : struct, ISlot<T>
    {
        slot.Restore(first);
        Assert.Equal(first, slot.Value);
        slot.Restore(second);
        Assert.Equal(second, slot.Value);
        slot.Seal();
        slot.Restore(first);
        Assert.Equal(second, slot.Value);
    }

    private static void Word<T>(params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        WordSlot<T> slot = default;
        Assert.Equal(default, slot.Value);
        foreach (T value in values)
        {
            Assert.True(slot.TrySet(value), Of(value));
            Assert.Equal(value, slot.Value);
            Assert.Equal(value, new WordSlot<T>(value).Value);
        }

        SealsAtItsValue<WordSlot<T>, T>(slot, values[^1], values[0]);
        slot.Seal();
        Assert.False(slot.TrySet(values[0]));
        Assert.Equal(values[^1], slot.Value);
    }

    private static void SeqLock<T>(params ReadOnlySpan<T> values)
    {
        SeqLockSlot<T> slot = default;
        Assert.Equal(default, slot.Value);
        foreach (T value in values)
        {
            Assert.True(slot.TrySet(value), Of(value));
            Assert.Equal(value, slot.Value);
            Assert.Equal(value, new SeqLockSlot<T>(value).Value);
        }

        SealsAtItsValue<SeqLockSlot<T>, T>(slot, values[^1], values[0]);
        slot.Seal();
        Assert.False(slot.TrySet(values[0]));
        Assert.Equal(values[^1], slot.Value);
    }

    // The parameter is a copy, so the caller's slot stays open.
    private static void SealsAtItsValue<TSlot, T>(TSlot slot, T value, T other)
        where TSlot : struct, IRetirableSlot<T>
    {
        Assert.False(slot.TrySealAt(other));
        Assert.True(slot.TrySealAt(value), Of(value));
        Assert.False(slot.TrySealAt(value));
        Assert.Equal(value, slot.Value);
    }

    private static string Of<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{typeof(T)}: {value}");
}
