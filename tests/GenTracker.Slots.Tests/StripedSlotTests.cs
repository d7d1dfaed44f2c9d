using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class StripedSlotTests
{
    // The bound of one cell of a 64-bit counter on this machine.
    private static readonly long PartLimit = (1L << 62) / BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    [Fact]
    public async Task Counts_of_many_threads_add_up()
    {
        Holder<StripedSlot<int>> holder = new(new(1000));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OnAThreadOfItsOwn(() =>
        {
            for (int count = 0; count < 20_000; count++)
            {
                Assert.True(holder.Slot.TryAdd(3));
                Assert.True(holder.Slot.TrySubtract(1));
            }
        })));

        Assert.Equal(1000 + (8 * 20_000 * 2), holder.Slot.Value);
    }

    [Fact]
    public async Task A_default_slot_that_many_threads_use_first_loses_no_count()
    {
        for (int round = 0; round < 100; round++)
        {
            Holder<StripedSlot<long>> holder = new();
            Assert.Equal(0, holder.Slot.Value);
            using Barrier together = new(3);

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OnAThreadOfItsOwn(() =>
            {
                together.SignalAndWait();
                holder.Slot.TryAdd(1);
            })));

            Assert.Equal(3, holder.Slot.Value);
        }
    }

    [Fact]
    public void A_default_slot_can_be_sealed_before_anything_was_counted()
    {
        StripedSlot<long> slot = default;

        slot.Seal();

        Assert.False(slot.TryAdd(1));
        Assert.Equal(0, slot.Value);
    }

    [Fact]
    public async Task One_thread_counts_down_what_another_counted_up()
    {
        Holder<StripedSlot<ulong>> unsigned = new();
        Holder<StripedSlot<uint>> narrow = new();

        for (int thread = 0; thread < 8; thread++)
        {
            bool up = thread % 2 == 0;
            await OnAThreadOfItsOwn(() =>
            {
                Assert.True(up ? unsigned.Slot.TryAdd(5) : unsigned.Slot.TrySubtract(5));
                Assert.True(up ? narrow.Slot.TryAdd(5) : narrow.Slot.TrySubtract(5));
            });
        }

        Assert.Equal((0ul, 0u), (unsigned.Slot.Value, narrow.Slot.Value));
    }

    [Fact]
    public void Narrow_integers_wrap_around()
    {
        StripedSlot<int> signed = new(int.MaxValue);
        StripedSlot<byte> unsigned = new(0);

        Assert.True(signed.TryAdd(1));
        Assert.True(unsigned.TrySubtract(1));

        Assert.Equal((int.MinValue, byte.MaxValue), (signed.Value, unsigned.Value));
    }

    [Fact]
    public void A_cell_that_would_exceed_its_bounds_throws_and_is_unchanged()
    {
        Holder<StripedSlot<long>> holder = new();

        Assert.True(holder.Slot.TryAdd(PartLimit));
        foreach (long delta in new[] { 1, PartLimit, PartLimit + 1, long.MaxValue, long.MinValue })
            Assert.Throws<OverflowException>(() => holder.Slot.TryAdd(delta));
        Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(long.MinValue));
        Assert.Equal(PartLimit, holder.Slot.Value);

        Assert.True(holder.Slot.TrySubtract(PartLimit));
        Assert.True(holder.Slot.TrySubtract(PartLimit));
        Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(1));
        Assert.Equal(-PartLimit, holder.Slot.Value);
    }

    [Fact]
    public void A_negative_delta_may_be_as_large_as_a_cell()
    {
        Holder<StripedSlot<long>> holder = new();

        Assert.True(holder.Slot.TryAdd(-PartLimit));
        Assert.True(holder.Slot.TrySubtract(-PartLimit));

        Assert.Equal(0, holder.Slot.Value);
    }

    [Fact]
    public async Task An_initial_count_too_large_for_one_cell_is_divided_among_the_cells()
    {
        Holder<StripedSlot<long>> holder = new(new(1L << 62));

        foreach (int _ in Enumerable.Range(0, 16))
            await OnAThreadOfItsOwn(() => Assert.True(holder.Slot.TrySubtract(1)));

        Assert.Equal((1L << 62) - 16, holder.Slot.Value);
    }

    [Fact]
    public void An_unsigned_delta_out_of_bounds_throws_and_changes_nothing()
    {
        Holder<StripedSlot<ulong>> holder = new(new(7));

        foreach (ulong delta in new[] { (ulong)PartLimit + 1, 1ul << 63, ulong.MaxValue })
        {
            Assert.Throws<OverflowException>(() => holder.Slot.TryAdd(delta));
            Assert.Throws<OverflowException>(() => holder.Slot.TrySubtract(delta));
        }

        Assert.Equal(7ul, holder.Slot.Value);
    }

    [Fact]
    public void An_initial_count_too_large_for_all_cells_is_refused()
    {
        Assert.Equal(1L << 62, new StripedSlot<long>(1L << 62).Value);
        Assert.Equal(-(1L << 62), new StripedSlot<long>(-(1L << 62)).Value);
        Assert.Throws<OverflowException>(() => new StripedSlot<long>((1L << 62) + 1));
        Assert.Throws<OverflowException>(() => new StripedSlot<long>(-(1L << 62) - 1));
    }

    [Fact]
    public void A_sealed_slot_refuses_counts_of_any_size()
    {
        StripedSlot<long> slot = new(7);
        slot.Seal();

        Assert.False(slot.TryAdd(1));
        Assert.False(slot.TrySubtract(1));
        Assert.False(slot.TryAdd(long.MaxValue));
        Assert.Equal(7, slot.Value);
    }

    private static Task OnAThreadOfItsOwn(Action body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
