using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Options;

namespace GenTracker;

/// <summary>What the options of a tracker must be.</summary>
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

    /// <summary>Whether a time can be a budget: infinite, or from zero to the longest time that a timer takes.</summary>
    public static bool IsTimeout(TimeSpan budget) => budget == Timeout.InfiniteTimeSpan || (budget >= TimeSpan.Zero && budget <= LongestTimer);

    private static List<string> FindFailures(string? name, TrackerOptions options)
    {
        var failures = new List<string>();
        void Check(bool holds, string option, object? value, string mustBe)
        {
            if (!holds)
                failures.Add($"Tracker {name}: {option} is {value ?? "null"}; it must be {mustBe}.");
        }

        const string Budget = "zero or more and at most 49 days, or Timeout.InfiniteTimeSpan";
        Check(Enum.IsDefined(options.Restart), nameof(options.Restart), options.Restart, "Temporary, Transient or Permanent");
        Check(IsTimeout(options.StartTimeout) && options.StartTimeout != TimeSpan.Zero, nameof(options.StartTimeout), options.StartTimeout, "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan");
        Check(IsTimeout(options.StopTimeout), nameof(options.StopTimeout), options.StopTimeout, Budget);
        Check(IsTimeout(options.AfterTerminateTimeout), nameof(options.AfterTerminateTimeout), options.AfterTerminateTimeout, Budget);
        Check(options.MaxRestarts >= 0, nameof(options.MaxRestarts), options.MaxRestarts, "zero or more");
        Check(options.RestartWindow > TimeSpan.Zero, nameof(options.RestartWindow), options.RestartWindow, "more than zero");
        Check(options.MaxChildren > 0, nameof(options.MaxChildren), options.MaxChildren, "more than zero");
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
