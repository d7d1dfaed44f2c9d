using System;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class AllocationTests
{
    private readonly Holder<WordSlot<int>> _word = new();
    private readonly Holder<WordSlot<DayOfWeek>> _enum = new();
    private readonly Holder<CounterSlot> _counter = new();
    private readonly Holder<UnsignedCounterSlot> _unsigned = new();
    private readonly Holder<SeqLockSlot<long>> _long = new();
    private readonly Holder<SeqLockSlot<decimal>> _decimal = new();
    private readonly Holder<SeqLockSlot<Guid>> _guid = new();
    private readonly Holder<SeqLockSlot<DateTime?>> _nullable = new();
    private readonly Holder<SeqLockSlot<Route>> _struct = new();
    private readonly Holder<SeqLockSlot<string?>> _reference = new();
    private readonly Holder<StripedSlot<long>> _striped = new();

    [Fact]
    public void Reading_allocates_nothing() => AllocatesNothing(() =>
    {
        _ = _word.Slot.Value;
        _ = _enum.Slot.Value;
        _ = _counter.Slot.Value;
        _ = _unsigned.Slot.Value;
        _ = _long.Slot.Value;
        _ = _decimal.Slot.Value;
        _ = _guid.Slot.Value;
        _ = _nullable.Slot.Value;
        _ = _struct.Slot.Value;
        _ = _reference.Slot.Value;
        _ = _striped.Slot.Value;
    });

    [Fact]
    public void Setting_allocates_nothing() => AllocatesNothing(() =>
    {
        _word.Slot.TrySet(1);
        _enum.Slot.TrySet(DayOfWeek.Friday);
        _long.Slot.TrySet(1);
        _decimal.Slot.TrySet(1);
        _guid.Slot.TrySet(Guid.AllBitsSet);
        _nullable.Slot.TrySet(DateTime.UnixEpoch);
        _struct.Slot.TrySet(Route.Near);
        _reference.Slot.TrySet("untitled");
    });

    [Fact]
    public void Counting_allocates_nothing() => AllocatesNothing(() =>
    {
        _word.Slot.TryAdd(2, out _);
        _word.Slot.TrySubtract(1, out _);
        _word.Slot.TryAddUpTo(10, 1, out _);
        _word.Slot.TryRaise(5, out _);
        _counter.Slot.TryAdd(2, out _);
        _counter.Slot.TrySubtract(1, out _);
        _counter.Slot.TryAddUpTo(10, 1, out _);
        _counter.Slot.TryRaise(5, out _);
        _unsigned.Slot.TryAdd(2, out _);
        _unsigned.Slot.TrySubtract(1, out _);
        _unsigned.Slot.TryAddUpTo(10, 1, out _);
        _unsigned.Slot.TryRaise(5, out _);
        _long.Slot.TryAdd(2L, out _);
        _long.Slot.TryAddUpTo(10L, 1L, out _);
        _decimal.Slot.TryAdd(2m, out _);
        _decimal.Slot.TrySubtract(1m, out _);
        _decimal.Slot.TryAddUpTo(10m, 1m, out _);
        _decimal.Slot.TryRaise(5m, out _);
        _striped.Slot.TryAdd(2);
        _striped.Slot.TrySubtract(1);
    });

    [Fact]
    public void Sealing_at_a_value_allocates_nothing() => AllocatesNothing(() =>
    {
        _word.Slot.TrySealAt(-1);
        _enum.Slot.TrySealAt((DayOfWeek)(-1));
        _counter.Slot.TrySealAt(-1);
        _unsigned.Slot.TrySealAt(ulong.MaxValue);
        _long.Slot.TrySealAt(-1);
        _decimal.Slot.TrySealAt(-1);
    });

    // The first runs allocate what is allocated only once: code, statics, and the stripes of a default slot.
    private static void AllocatesNothing(Action body)
    {
        for (int run = 0; run < 50; run++)
            body();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 1000; run++)
            body();
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }
}
