using System;

namespace LiveStreams.MpegTs;

/// <summary>Says when a recording's packets are due, from the clock references in it.</summary>
public sealed class PcrClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private long? _firstPcr;
    private long _startedAt;

    /// <summary>How long to wait before the packet with this clock reference is sent.</summary>
    public TimeSpan DelayFor(long pcr)
    {
        if (_firstPcr is { } first)
        {
            // 27 ticks are one microsecond, which has ten of TimeSpan's.
            TimeSpan due = TimeSpan.FromTicks((pcr - first) * 10 / 27);
            TimeSpan delay = due - time.GetElapsedTime(_startedAt);
            if (delay.Duration() <= Tolerance)
                return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        }
        // The first reference; or the recording's clock jumped, or this machine slept: what is lost is not made up for in a burst.
        _firstPcr = pcr;
        _startedAt = time.GetTimestamp();
        return TimeSpan.Zero;
    }
}
