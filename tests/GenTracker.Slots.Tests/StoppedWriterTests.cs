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

    /// <summary>Time after which a test fails instead of waiting longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private enum Far : long
    {
        Away = long.MinValue,
    }

    [Fact]
    public Task Reading_a_long_does_not_wait() => AssertReadDoesNotWait(long.MinValue);

    [Fact]
    public Task Reading_an_unsigned_long_does_not_wait() => AssertReadDoesNotWait(ulong.MaxValue);

    [Fact]
    public Task Reading_a_double_does_not_wait() => AssertReadDoesNotWait(double.Epsilon);

    [Fact]
    public Task Reading_a_native_integer_does_not_wait() => AssertReadDoesNotWait(nint.MinValue);

    [Fact]
    public Task Reading_an_unsigned_native_integer_does_not_wait() => AssertReadDoesNotWait(nuint.MaxValue);

    [Fact]
    public Task Reading_a_time_does_not_wait() => AssertReadDoesNotWait(DateTime.MaxValue);

    [Fact]
    public Task Reading_a_span_of_time_does_not_wait() => AssertReadDoesNotWait(TimeSpan.MinValue);

    [Fact]
    public Task Reading_a_time_of_day_does_not_wait() => AssertReadDoesNotWait(TimeOnly.MaxValue);

    [Fact]
    public Task Reading_a_wide_enum_does_not_wait() => AssertReadDoesNotWait(Far.Away);

    [Fact]
    public Task Reading_a_reference_does_not_wait() => AssertReadDoesNotWait("all the same");

    [Fact]
    public void Reading_a_value_of_many_words_waits_for_the_writer()
    {
        Holder<SeqLockSlot<Wide>> holder = new(new(Wide.FromSeed(1)));
        Wide read = default;

        RunDuringWrite(holder, Wide.FromSeed(5), () => read = holder.Slot.Value);

        Assert.Equal(Wide.FromSeed(5), read);
    }

    [Fact]
    public void Setting_waits_for_the_writer()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        var done = false;

        RunDuringWrite(holder, 5, () => done = holder.Slot.TrySet(2));

        Assert.Equal((true, 2), (done, holder.Slot.Value));
    }

    [Fact]
    public void Counting_waits_for_the_writer()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        long counted = 0;

        RunDuringWrite(holder, 5, () => holder.Slot.TryAdd(2, out counted));

        Assert.Equal((7, 7), (counted, holder.Slot.Value));
    }

    [Fact]
    public void Sealing_waits_for_the_writer()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));

        RunDuringWrite(holder, 5, () => holder.Slot.Seal());

        Assert.False(holder.Slot.TrySet(2));
        Assert.Equal(5, holder.Slot.Value);
    }

    [Fact]
    public void Sealing_at_a_value_waits_for_the_writer()
    {
        Holder<SeqLockSlot<long>> holder = new(new(1));
        var done = false;

        RunDuringWrite(holder, 5, () => done = holder.Slot.TrySealAt(5));

        Assert.True(done);
        Assert.False(holder.Slot.TrySet(2));
    }

    private static async Task AssertReadDoesNotWait<T>(T value)
    {
        Holder<SeqLockSlot<T>> holder = new(new(value));
        Inside<T>.Sequence(ref holder.Slot) = Stopped;

        T read = await Task.Run(() => holder.Slot.Value).WaitAsync(Patience);

        Assert.Equal(value, read);
    }

    /// <summary>Runs the code on a thread of its own. When that thread sleeps, the stopped writer finishes and stores its value.</summary>
    private static void RunDuringWrite<T>(Holder<SeqLockSlot<T>> holder, T written, Action code)
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
