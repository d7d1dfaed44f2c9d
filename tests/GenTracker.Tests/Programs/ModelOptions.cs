using System;

namespace GenTracker.Tests.Programs;

/// <summary>The options of the tracker and of its model.</summary>
internal static class ModelOptions
{
    public const int MaxRestarts = 2;
    public const int MaxSeats = 2;

    public static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan RestartWindow = TimeSpan.FromSeconds(20);

    public static readonly RestartBackoff Backoff = new()
    {
        Initial = TimeSpan.FromSeconds(1),
        Factor = 2,
        Max = TimeSpan.FromSeconds(3),
        Jitter = 0,
        ResetAfter = TimeSpan.FromSeconds(10),
    };
}
