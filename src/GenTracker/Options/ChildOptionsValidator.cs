using System;

namespace GenTracker;

internal static class ChildOptionsValidator
{
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
    }
}
