using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>A writer of a gated slot that the system has stopped in its midst: the gate says so until it goes on.</summary>
public sealed class StoppedWriterTests
{
    private const long Stopped = 2;
    private const long Gone = 4;

    /// <summary>How long a test waits for what must come, before it says that it did not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private enum Far : long
    {
        Away = long.MinValue,
    }

    [Fact]
    public Task Whoever_reads_a_long_does_not_wait() => IsReadAllTheSame(long.MinValue);

    [Fact]
    public Task Whoever_reads_an_unsigned_long_does_not_wait() => IsReadAllTheSame(ulong.MaxValue);

    [Fact]
    public Task Whoever_reads_a_double_does_not_wait() => IsReadAllTheSame(double.Epsilon);

    [Fact]
    public Task Whoever_reads_a_native_integer_does_not_wait() => IsReadAllTheSame(nint.MinValue);

    [Fact]
    public Task Whoever_reads_an_unsigned_native_integer_does_not_wait() => IsReadAllTheSame(nuint.MaxValue);

    [Fact]
    public Task Whoever_reads_a_time_does_not_wait() => IsReadAllTheSame(DateTime.MaxValue);

    [Fact]
    public Task Whoever_reads_a_span_of_time_does_not_wait() => IsReadAllTheSame(TimeSpan.MinValue);

    [Fact]
    public Task Whoever_reads_a_time_of_day_does_not_wait() => IsReadAllTheSame(TimeOnly.MaxValue);

    [Fact]
    public Task Whoever_reads_a_wide_enum_does_not_wait() => IsReadAllTheSame(Far.Away);

    [Fact]
    public Task Whoever_reads_a_reference_does_not_wait() => IsReadAllTheSame("all the same");

    [Fact]
    public void Whoever_reads_a_value_of_many_words_waits_and_has_what_was_written()
    {
        Holder<GatedSlot<Wide>> holder = new(new(Wide.Of(1)));
        Wide read = default;

        HeldUp(ref holder.Slot, () => read = holder.Slot.Value);

        Assert.Equal(Wide.Of(1), read);
    }

    [Fact]
    public void Whoever_sets_waits_and_has_set()
    {
        Holder<GatedSlot<long>> holder = new(new(1));
        var done = false;

        HeldUp(ref holder.Slot, () => done = holder.Slot.TrySet(2));

        Assert.Equal((true, 2), (done, holder.Slot.Value));
    }

    [Fact]
    public void Whoever_counts_waits_and_has_counted()
    {
        Holder<GatedSlot<long>> holder = new(new(1));
        long counted = 0;

        HeldUp(ref holder.Slot, () => holder.Slot.TryAdd(2, out counted));

        Assert.Equal((3, 3), (counted, holder.Slot.Value));
    }

    [Fact]
    public void Whoever_seals_waits_and_has_sealed()
    {
        Holder<GatedSlot<long>> holder = new(new(1));

        HeldUp(ref holder.Slot, () => holder.Slot.Seal());

        Assert.False(holder.Slot.TrySet(2));
        Assert.Equal(1, holder.Slot.Value);
    }

    [Fact]
    public void Whoever_seals_at_a_value_waits_and_has_sealed()
    {
        Holder<GatedSlot<long>> holder = new(new(1));
        var done = false;

        HeldUp(ref holder.Slot, () => done = holder.Slot.TrySealAt(1));

        Assert.True(done);
        Assert.False(holder.Slot.TrySet(2));
    }

    private static async Task IsReadAllTheSame<T>(T value)
    {
        Holder<GatedSlot<T>> holder = new(new(value));
        Inside<T>.Gate(ref holder.Slot) = Stopped;

        T read = await Task.Run(() => holder.Slot.Value).WaitAsync(Patience);

        Assert.Equal(value, read);
    }

    /// <summary>Runs the code on a thread of its own, and lets the writer go on when that thread sleeps.</summary>
    private static void HeldUp<T>(ref GatedSlot<T> slot, Action code)
    {
        Inside<T>.Gate(ref slot) = Stopped;
        Thread thread = new(() => code()) { IsBackground = true };

        thread.Start();
        bool slept = SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !thread.IsAlive, Patience);
        bool waited = thread.IsAlive;
        Volatile.Write(ref Inside<T>.Gate(ref slot), Gone);

        Assert.True(slept, "It waits without ever leaving the processor to others.");
        Assert.True(waited, "It did not wait for the writer.");
        Assert.True(thread.Join(Patience), "It still waits, though the writer has gone.");
    }

    private static class Inside<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
        public static extern ref long Gate(ref GatedSlot<T> slot);
    }
}
