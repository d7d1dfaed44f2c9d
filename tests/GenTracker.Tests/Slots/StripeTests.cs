using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Slots;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Slots;

/// <summary>How threads choose their stripes.</summary>
public sealed class StripeTests
{
    private const int MostStripes = 16;

    [Fact]
    public async Task New_threads_take_the_stripes_in_turn()
    {
        int[] stripes = await RunOnManyThreadsAsync(Stripe);

        Assert.Equal(MostStripes, stripes.Distinct().Count());
    }

    [Fact]
    public async Task Few_threads_share_a_probe()
    {
        nint[] locations = await RunOnManyThreadsAsync(static () => Unsafe.ByteOffset(ref Unsafe.NullRef<int>(), ref StripeProbe.Locate()));

        Assert.InRange(locations.Distinct().Count(), 3 * MostStripes, 4 * MostStripes);
    }

    [Fact]
    public async Task Every_probe_is_in_the_array()
    {
        int[] probes = (int[])typeof(StripeProbe).GetField("Probes", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

        nint[] indexes = await RunOnManyThreadsAsync(
            () => Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(probes), ref StripeProbe.Locate()) / sizeof(int));

        Assert.All(indexes, index => Assert.InRange(index, 0, probes.Length - 1));
    }

    [Fact]
    public void A_thread_counts_in_one_stripe_until_it_meets_another() => Assert.Equal(Stripe(), Stripe());

    [Fact]
    public async Task A_thread_that_keeps_moving_visits_all_stripes_equally()
    {
        const int MovesEach = 1_000;
        int[] visits = new int[MostStripes];

        await Threads.Run(() =>
        {
            ref int probe = ref StripeProbe.Locate();
            _ = StripeProbe.Get(ref probe);
            for (var move = 0; move < MovesEach * MostStripes; move++)
            {
                StripeProbe.Advance(ref probe);
                visits[StripeProbe.Get(ref probe) & (MostStripes - 1)]++;
            }
        });

        Assert.All(visits, count => Assert.InRange(count, MovesEach * 3 / 4, MovesEach * 5 / 4));
    }

    [Fact]
    public void Two_threads_that_meet_and_move_seldom_meet_again()
    {
        const int Moves = 1_000;
        int[][] ways = [StripesOfAProbe(Moves), StripesOfAProbe(Moves)];

        int meetings = ways[0].Zip(ways[1]).Count(pair => pair.First == pair.Second);

        Assert.InRange(meetings, 0, Moves / MostStripes * 2);
    }

    [Fact]
    public void There_are_as_many_stripes_as_processors_rounded_up_to_a_power_of_two_and_at_most_sixteen()
    {
        int processors = Math.Min(Environment.ProcessorCount, MostStripes);

        Assert.InRange(StripeLayout.StripeCount, processors, (2 * processors) - 1);
        Assert.True(int.IsPow2(StripeLayout.StripeCount));
    }

    [Fact]
    public void Only_the_cells_of_64_bit_integers_are_bounded() =>
        Assert.Equal(
            [true, true, true, true, false, false, false, false],
            [
                StripeLayout.IsBounded<long>(), StripeLayout.IsBounded<ulong>(), StripeLayout.IsBounded<nint>(), StripeLayout.IsBounded<nuint>(),
                StripeLayout.IsBounded<int>(), StripeLayout.IsBounded<double>(), StripeLayout.IsBounded<decimal>(), StripeLayout.IsBounded<Int128>(),
            ]);

    /// <summary>
    /// Runs a function on four times as many threads as there are stripes. All threads live until the last has finished, so no two have the same stack.
    /// </summary>
    private static async Task<T[]> RunOnManyThreadsAsync<T>(Func<T> function)
    {
        ConcurrentBag<T> results = [];
        using Barrier all = new(4 * MostStripes);

        await Threads.Ended([.. Enumerable.Range(0, 4 * MostStripes).Select(_ => Threads.Run(() =>
        {
            results.Add(function());
            all.SignalAndWait(Threads.Timeout);
        }))]);

        return [.. results];
    }

    private static int Stripe() => StripeProbe.Get(ref StripeProbe.Locate()) & (MostStripes - 1);

    private static int[] StripesOfAProbe(int moves)
    {
        int probe = 0;
        _ = StripeProbe.Get(ref probe);
        int[] way = new int[moves];
        for (var move = 0; move < moves; move++)
        {
            StripeProbe.Advance(ref probe);
            way[move] = StripeProbe.Get(ref probe) & (MostStripes - 1);
        }

        return way;
    }
}
