using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Slots;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Slots;

/// <summary>A striped counter with a stopped writer in each stripe.</summary>
public sealed class StoppedStripeTests
{
    private const long Stopped = 2;
    private const long Finished = 4;

    private StripedSlot<int> _slot = new(0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_thread_that_meets_another_moves_and_counts_once(int delta)
    {
        (int Before, int After) probe = default;
        Thread? counter = null;
        SetSequences(Stopped);

        Task counting = Threads.Run(() =>
        {
            Volatile.Write(ref counter, Thread.CurrentThread);
            probe.Before = StripeProbe.Get(ref StripeProbe.Locate());
            _slot.TryAdd(delta);
            probe.After = StripeProbe.Get(ref StripeProbe.Locate());
        });
        SpinWait.SpinUntil(() => counting.IsCompleted || Volatile.Read(ref counter)?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true);
        bool waited = !counting.IsCompleted;
        SetSequences(Finished);
        await Threads.Ended(counting);

        Assert.True(waited, "It did not wait for the writer that it met.");
        Assert.NotEqual(probe.Before, probe.After);
        Assert.Equal(delta, _slot.Value);
    }

    private void SetSequences(long sequence)
    {
        foreach (ref Stripe<int> stripe in Inside<int>.Stripes(ref _slot).AsSpan())
            Volatile.Write(ref Inside<int>.Sequence(ref stripe.Cell), sequence);
    }

    private static class Inside<T>
        where T : unmanaged, INumber<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_stripes")]
        public static extern ref Stripe<T>[] Stripes(ref StripedSlot<T> slot);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_sequence")]
        public static extern ref long Sequence(ref SeqLockSlot<T> slot);
    }
}
