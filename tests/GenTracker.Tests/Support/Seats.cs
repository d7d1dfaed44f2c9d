using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A room with seats, as a user writes it. It fails when a test says so.</summary>
[Tracker]
internal sealed partial class Seats(RunEnds? ends = null) : ITrackedChild
{
    [TrackedAttr] public partial int Guests { get; }

    [TrackedAttr] public partial long Coins { get; }

    [TrackedAttr] public partial ulong Tokens { get; }

    [TrackedAttr] public partial decimal Money { get; }

    [TrackedAttr] public partial TimeSpan Busy { get; }

    [TrackedAttr(Survives = true)] public partial int Kept { get; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    [TrackedAttr] public partial Guid Ticket { get; set; }

    [TrackedAttr] public partial ImmutableList<string>? Names { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => ends?.RunAsync(stoppingToken) ?? Probe.RunUntilStopped(stoppingToken);
}
