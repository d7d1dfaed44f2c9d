using System;

namespace GenTracker;

internal static class ChildOptionsValidator
{
    // A restart adds one, and there are at most int.MaxValue restarts.
    private const long MaxFirstIncarnation = long.MaxValue - int.MaxValue;

    public static void ThrowIfInvalid(ChildOptions? options)
    {
        if (options is null)
            return;
        if (options.Restart is { } restart && !Enum.IsDefined(restart))
            throw new ArgumentOutOfRangeException(nameof(options), restart, "ChildOptions.Restart must be Temporary, Transient or Permanent.");
        if (options.StopTimeout is { } timeout && !TrackerOptionsValidator.IsTimeout(timeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), timeout, "ChildOptions.StopTimeout must be zero or more and at most 49 days, or Timeout.InfiniteTimeSpan.");
        }

        if (options.FirstIncarnation is { } first and (< 1 or > MaxFirstIncarnation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), first, $"ChildOptions.FirstIncarnation must be 1 to {MaxFirstIncarnation}, or null to let the tracker number the child.");
        }
    }
}
