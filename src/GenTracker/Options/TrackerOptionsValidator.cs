using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Options;

namespace GenTracker;

internal sealed class TrackerOptionsValidator : IValidateOptions<TrackerOptions>
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static void ThrowIfInvalid(string name, TrackerOptions options)
    {
        List<string> failures = FindFailures(name, options);
        if (failures.Count > 0)
            throw new OptionsValidationException(name, typeof(TrackerOptions), failures);
    }

    public ValidateOptionsResult Validate(string? name, TrackerOptions options)
    {
        List<string> failures = FindFailures(name, options);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Whether a value is a timeout: infinite, or from zero to the longest time of a timer.</summary>
    public static bool IsTimeout(TimeSpan value) => value == Timeout.InfiniteTimeSpan || (value >= TimeSpan.Zero && value <= LongestTimer);

    private static List<string> FindFailures(string? name, TrackerOptions options)
    {
        var failures = new List<string>();
        void Check(bool isValid, string option, object? value, string mustBe)
        {
            if (!isValid)
                failures.Add($"Tracker {name}: {option} is {value ?? "null"}; it must be {mustBe}.");
        }

        const string TimeoutRange = "zero or more and at most 49 days, or Timeout.InfiniteTimeSpan";
        Check(Enum.IsDefined(options.Restart), nameof(options.Restart), options.Restart, "Temporary, Transient or Permanent");
        Check(
            IsTimeout(options.StartTimeout) && options.StartTimeout != TimeSpan.Zero,
            nameof(options.StartTimeout),
            options.StartTimeout,
            "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan");
        Check(IsTimeout(options.StopTimeout), nameof(options.StopTimeout), options.StopTimeout, TimeoutRange);
        Check(IsTimeout(options.AfterTerminateTimeout), nameof(options.AfterTerminateTimeout), options.AfterTerminateTimeout, TimeoutRange);
        Check(options.MaxRestarts >= 0, nameof(options.MaxRestarts), options.MaxRestarts, "zero or more");
        Check(options.RestartWindow > TimeSpan.Zero, nameof(options.RestartWindow), options.RestartWindow, "more than zero");
        Check(options.MaxChildren > 0, nameof(options.MaxChildren), options.MaxChildren, "more than zero");
        Check(options.MaxMetricSeries >= 0, nameof(options.MaxMetricSeries), options.MaxMetricSeries, "zero or more");
        Check(options.RecentExits >= 0, nameof(options.RecentExits), options.RecentExits, "zero or more");
        Check(Enum.IsDefined(options.CloseOn), nameof(options.CloseOn), options.CloseOn, "HostStopping or HostStopped");
        Check(options.TimeProvider is not null, nameof(options.TimeProvider), options.TimeProvider, "a clock");
        Check(options.Backoff is not null, nameof(options.Backoff), options.Backoff, "a RestartBackoff");
        if (options.Backoff is { } backoff)
        {
            Check(backoff.Initial >= TimeSpan.Zero, "Backoff.Initial", backoff.Initial, "zero or more");
            Check(backoff.Max >= backoff.Initial && backoff.Max <= LongestTimer, "Backoff.Max", backoff.Max, "at least Backoff.Initial and at most 49 days");
            Check(backoff.Factor >= 1 && double.IsFinite(backoff.Factor), "Backoff.Factor", backoff.Factor, "1 or more");
            Check(backoff.Jitter is >= 0 and <= 1, "Backoff.Jitter", backoff.Jitter, "from 0 to 1");
            Check(backoff.ResetAfter >= TimeSpan.Zero, "Backoff.ResetAfter", backoff.ResetAfter, "zero or more");
        }

        return failures;
    }
}
