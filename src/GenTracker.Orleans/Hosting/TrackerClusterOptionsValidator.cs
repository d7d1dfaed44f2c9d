using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Options;

namespace GenTracker.Orleans.Hosting;

internal sealed class TrackerClusterOptionsValidator : IValidateOptions<TrackerClusterOptions>
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public ValidateOptionsResult Validate(string? name, TrackerClusterOptions options)
    {
        List<string> failures = [];
        void Check(bool isValid, string option, object? value, string mustBe)
        {
            if (!isValid)
                failures.Add($"{nameof(TrackerClusterOptions)}: {option} is {value ?? "null"}; it must be {mustBe}.");
        }

        Check(
            options.Lease >= TimeSpan.FromSeconds(1) && options.Lease <= LongestTimer,
            nameof(options.Lease),
            options.Lease,
            "at least one second and at most 49 days");
        Check(
            options.StopMargin > TimeSpan.Zero && options.StopMargin <= options.Lease / 3,
            nameof(options.StopMargin),
            options.StopMargin,
            $"more than zero and at most a third of the lease of {options.Lease}, which is renewed every third of it");
        Check(
            options.SweepPeriod > TimeSpan.Zero && options.SweepPeriod <= LongestTimer,
            nameof(options.SweepPeriod),
            options.SweepPeriod,
            "more than zero and at most 49 days");
        Check(
            options.CheckpointPeriod == Timeout.InfiniteTimeSpan
                || (options.CheckpointPeriod >= TimeSpan.FromMilliseconds(100) && options.CheckpointPeriod <= LongestTimer),
            nameof(options.CheckpointPeriod),
            options.CheckpointPeriod,
            "at least 100 ms and at most 49 days, or Timeout.InfiniteTimeSpan");
        Check(options.TakeoverParallelism > 0, nameof(options.TakeoverParallelism), options.TakeoverParallelism, "more than zero");
        Check(Enum.IsDefined(options.OnStoreLost), nameof(options.OnStoreLost), options.OnStoreLost, "StopChildren or KeepRunning");
        Check(
            options.ExitTimeout == Timeout.InfiniteTimeSpan || (options.ExitTimeout > TimeSpan.Zero && options.ExitTimeout <= LongestTimer),
            nameof(options.ExitTimeout),
            options.ExitTimeout,
            "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan");
        Check(options.KeepEnded >= TimeSpan.FromMinutes(1), nameof(options.KeepEnded), options.KeepEnded, "at least one minute");
        Check(options.TimeProvider is not null, nameof(options.TimeProvider), options.TimeProvider, "a clock");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
