using System;
using System.Linq;
using CsCheck;
using GenTracker.Supervision;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The delays before restarts: their limits, and how they spread.</summary>
public sealed class RestartIntensityTests
{
    private const int Herd = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    [Fact]
    public void A_delay_is_never_shorter_nor_longer_than_its_options_say() =>
        Gen.Select(Gen.Long[0, Longest.Ticks], Gen.Long[0, Longest.Ticks], Gen.Double[1, 10], Gen.Double.Unit, Gen.Double.Unit, Gen.Int[0, 40]).Sample(
            static (first, second, factor, jitter, chance, failures) =>
            {
                var backoff = new RestartBackoff
                {
                    Initial = TimeSpan.FromTicks(Math.Min(first, second)),
                    Max = TimeSpan.FromTicks(Math.Max(first, second)),
                    Factor = factor,
                    Jitter = jitter,
                };
                RestartIntensity intensity = NewIntensity(backoff, () => chance);

                TimeSpan[] delays = [.. Enumerable.Range(0, failures + 1).Select(_ => intensity.NextDelay())];

                Assert.All(delays, (delay, failure) =>
                {
                    double full = Math.Floor(Math.Min(backoff.Initial.Ticks * Math.Pow(factor, failure), backoff.Max.Ticks));
                    Assert.InRange(delay.Ticks, Math.Floor(full * (1 - jitter)), full);
                    Assert.Equal(full == 0, delay == TimeSpan.Zero);
                });
            },
            iter: 2_000,
            threads: 1);

    [Theory]
    [InlineData(1, 0.999_999_999_999, 1)]
    [InlineData(1, 0, 500_000)]
    [InlineData(0.5, 0.999_999_999_999, 250_001)]
    public void Full_jitter_draws_any_time_up_to_the_delay_and_never_none(double jitter, double chance, long ticks)
    {
        RestartIntensity intensity = NewIntensity(new RestartBackoff { Jitter = jitter }, () => chance);

        Assert.Equal(ticks, intensity.NextDelay().Ticks);
    }

    [Theory]
    [InlineData(1, 2_200)]
    [InlineData(2, 1_150)]
    [InlineData(4, 320)]
    [InlineData(7, 60)]
    public void Ten_thousand_children_that_fail_at_once_restart_at_times_spread_over_the_whole_delay(int restart, int mostWithinTenMilliseconds)
    {
        var random = new Random(1);
        TimeSpan[] delays = [.. Enumerable.Range(0, Herd).Select(_ =>
        {
            RestartIntensity intensity = NewIntensity(new RestartBackoff(), random.NextDouble);
            return Enumerable.Range(0, restart).Select(_ => intensity.NextDelay()).ToArray()[^1];
        })];

        int[] windows = [.. delays.CountBy(static delay => (long)Math.Floor((delay.TotalMilliseconds - 0.000_1) / 10)).Select(static window => window.Value)];

        Assert.InRange(windows.Max(), 1, mostWithinTenMilliseconds);
        Assert.Equal(5 << (restart - 1), windows.Length);
    }

    private static RestartIntensity NewIntensity(RestartBackoff backoff, Func<double> randomizer) =>
        new(backoff, maxRestarts: 10, TimeSpan.FromMinutes(1), TimeProvider.System, randomizer);
}
