using System;
using System.Linq;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class SealTests
{
    [Fact]
    public void What_was_counted_on_an_int_word_when_it_was_sealed_is_what_was_reported() =>
        Counts<WordSlot<int>, int>(static holder => holder.Slot.TryAdd(1, out _), static (final, done) => final == done);

    [Fact]
    public void What_was_counted_on_a_counter_when_it_was_sealed_is_what_was_reported() =>
        Counts<CounterSlot, long>(static holder => holder.Slot.TryAdd(1, out _), static (final, done) => final == done);

    [Fact]
    public void What_was_counted_down_on_an_unsigned_counter_when_it_was_sealed_is_what_was_reported() =>
        Counts<UnsignedCounterSlot, ulong>(
            static holder => holder.Slot.TrySubtract(1, out _),
            static (final, done) => (long)(UnsignedCounterSlot.MaxValue - final) == done,
            static () => new(UnsignedCounterSlot.MaxValue));

    [Fact]
    public void What_was_counted_on_a_settable_long_when_it_was_sealed_is_what_was_reported() =>
        Counts<SeqLockSlot<long>, long>(static holder => holder.Slot.TryAdd(1L, out _), static (final, done) => final == done);

    [Fact]
    public void What_was_counted_on_a_double_when_it_was_sealed_is_what_was_reported() =>
        Counts<SeqLockSlot<double>, double>(static holder => holder.Slot.TryAdd(0.5, out _), static (final, done) => final == 0.5 * done);

    [Fact]
    public void What_was_counted_on_a_decimal_when_it_was_sealed_is_what_was_reported() =>
        Counts<SeqLockSlot<decimal>, decimal>(
            static holder => holder.Slot.TryAdd(10_000_000_000_000_000.01m, out _),
            static (final, done) => final == 10_000_000_000_000_000.01m * done);

    [Fact]
    public void What_was_counted_on_a_striped_counter_when_it_was_sealed_is_what_was_reported() =>
        Counts<StripedSlot<long>, long>(static holder => holder.Slot.TryAdd(1), static (final, done) => final == done, static () => new(0));

    [Fact]
    public void What_was_counted_on_a_striped_decimal_when_it_was_sealed_is_what_was_reported() =>
        Counts<StripedSlot<decimal>, decimal>(static holder => holder.Slot.TryAdd(0.01m), static (final, done) => final == 0.01m * done);

    [Fact]
    public void What_was_set_on_a_word_when_it_was_sealed_is_a_last_write_that_was_reported() =>
        Sets<WordSlot<int>, int>(
            static (holder, value) => holder.Slot.TrySet((int)value),
            static value => value);

    [Fact]
    public void What_was_set_on_a_struct_when_it_was_sealed_is_a_last_write_that_was_reported() =>
        Sets<SeqLockSlot<Wide>, Wide>(
            static (holder, value) => holder.Slot.TrySet(Wide.FromSeed(value)),
            static value => value.IsConsistent ? value.A : -1);

    [Fact]
    public void What_was_set_on_a_reference_when_it_was_sealed_is_a_last_write_that_was_reported() =>
        Sets<SeqLockSlot<object?>, object?>(
            static (holder, value) => holder.Slot.TrySet(value),
            static value => (long?)value ?? 0);

    private static void Counts<TSlot, T>(Func<Holder<TSlot>, bool> tryCount, Func<T, long, bool> isExact, Func<TSlot>? make = null)
        where TSlot : struct, ISlot<T>
    {
        using SealRace<TSlot, T> race = new()
        {
            TryWrite = (holder, _, _) => tryCount(holder),
            IsExact = (final, done) => isExact(final, done.Sum()),
            Make = make ?? (static () => default),
        };
        race.Run();
    }

    // Each value encodes its writer and the number of the write. The final value must be the last successful write of some writer.
    private static void Sets<TSlot, T>(Func<Holder<TSlot>, long, bool> trySet, Func<T, long> number)
        where TSlot : struct, ISlot<T>
    {
        using SealRace<TSlot, T> race = new()
        {
            TryWrite = (holder, writer, done) => trySet(holder, Number(writer, done + 1)),
            IsExact = (final, done) => done.All(count => count == 0)
                ? number(final) == 0
                : done.Index().Any(writer => writer.Item > 0 && number(final) == Number(writer.Index + 1, writer.Item)),
        };
        race.Run();
    }

    private static long Number(int writer, long write) => (write << 2) | (uint)writer;
}
