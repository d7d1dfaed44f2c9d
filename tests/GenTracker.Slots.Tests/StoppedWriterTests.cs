using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>A writer of a seqlock slot that the system has stopped between the odd and the even version. The sequence stays odd until it continues.</summary>
public sealed class StoppedWriterTests
{
    private const long Stopped = 2;
    private const long Finished = 4;

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
        Holder<SeqLockSlot<Wide>> holder = new(new(Wide.FromSeed(1)));
        Wide read = default;

        HeldUp(holder, Wide.FromSeed(5), () => read = holder.Slot.Value);

        Assert.Equal(Wide.FromSeed(5), read);
    }

    [Fact]
    public void Whoever_sets_waits_and_has_set()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        var done = false;

        HeldUp(holder, 5, () => done = holder.Slot.TrySet(2));

        Assert.Equal((true, 2), (done, holder.Slot.Value));
    }

    [Fact]
    public void Whoever_counts_waits_and_has_counted()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        long counted = 0;

        HeldUp(holder, 5, () => holder.Slot.TryAdd(2, out counted));

        Assert.Equal((7, 7), (counted, holder.Slot.Value));
    }

    [Fact]
    public void Whoever_seals_waits_and_has_sealed()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));

        HeldUp(holder, 5, () => holder.Slot.Seal());

        Assert.False(holder.Slot.TrySet(2));
        Assert.Equal(5, holder.Slot.Value);
    }

    [Fact]
    public void Whoever_seals_at_a_value_waits_and_has_sealed()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        var done = false;

        HeldUp(holder, 5, () => done = holder.Slot.TrySealAt(5));

        Assert.True(done);
        Assert.False(holder.Slot.TrySet(2));
    }

    private static async Task IsReadAllTheSame<T>(T value)
    {
        Holder<SeqLockSlot<T>> holder = new(new(value));
        Inside<T>.Sequence(ref holder.Slot) = Stopped;

        T read = await Task.Run(() => holder.Slot.Value).WaitAsync(Patience);

        Assert.Equal(value, read);
    }

    /// <summary>Runs the code on a thread of its own; when that thread sleeps, the writer goes on, and writes its value.</summary>
    private static void HeldUp<T>(Holder<SeqLockSlot<T>> holder, T written, Action code)
    {
        Inside<T>.Sequence(ref holder.Slot) = Stopped;
        var begun = false;
        Thread thread = new(() =>
        {
            Volatile.Write(ref begun, true);
            code();
        })
        {
            IsBackground = true,
        };

        thread.Start();
        bool slept = SpinWait.SpinUntil(() => Volatile.Read(ref begun) && (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !thread.IsAlive), Patience);
        bool waited = thread.IsAlive;
        Inside<T>.Value(ref holder.Slot) = written;
        Volatile.Write(ref Inside<T>.Sequence(ref holder.Slot), Finished);

        Assert.True(slept, "It waits without ever leaving the processor to others.");
        Assert.True(waited, "It did not wait for the writer.");
        Assert.True(thread.Join(Patience), "It still waits, though the writer has gone.");
    }

    private static class Inside<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_sequence")]
        public static extern ref long Sequence(ref SeqLockSlot<T> slot);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
        public static extern ref T Value(ref SeqLockSlot<T> slot);
    }
}
