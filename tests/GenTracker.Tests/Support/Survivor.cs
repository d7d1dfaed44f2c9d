using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>A generated child with attributes of each stored form that survive, and some that do not.</summary>
[Tracker]
internal sealed partial class Survivor : ITrackedChild
{
    private readonly Func<Survivor, Task>? _start;
    private readonly Func<Survivor, CancellationToken, Task>? _run;

    public Survivor(Func<Survivor, Task>? start = null, Func<Survivor, CancellationToken, Task>? run = null)
    {
        (_start, _run) = (start, run);
        Title = "constructed";
    }

    /// <summary>A type that only the class knows.</summary>
    private enum Stage
    {
        New,
        Old,
    }

    [TrackedAttr(Survives = true)] public partial long Bytes { get; }

    [TrackedAttr(Survives = true)] public partial ulong Packets { get; }

    [TrackedAttr(Survives = true)] public partial byte Small { get; }

    [TrackedAttr(Survives = true, Striped = true)] public partial int Spread { get; }

    [TrackedAttr(Survives = true)] public partial TimeSpan Busy { get; set; }

    [TrackedAttr(Survives = true)] public partial decimal Price { get; set; }

    [TrackedAttr(Survives = true)] public partial Guid? Ticket { get; set; }

    [TrackedAttr(Survives = true, Default = "untitled")] public partial string Title { get; set; }

    [TrackedAttr(Survives = true)] public partial ImmutableList<string>? Names { get; set; }

    [TrackedAttr(Survives = true)] public partial (int Id, string? Name) @event { get; set; }

    [TrackedAttr(Survives = true)] public partial DayOfWeek Day { get; set; }

    [TrackedAttr(Survives = true, Unique = true)] public partial string? Seat { get; set; }

    [TrackedAttr(Survives = true, Secret = true)] public partial string? Password { get; set; }

    [TrackedAttr] public partial int Guests { get; }

    [TrackedAttr(Survives = true)] private partial Stage Inner { get; set; }

    public bool IsOld => Inner == Stage.Old;

    public void Age() => Inner = Stage.Old;

    public Task StartAsync(CancellationToken cancellationToken) => _start?.Invoke(this) ?? Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken) => _run?.Invoke(this, stoppingToken) ?? Probe.RunUntilStopped(stoppingToken);
}
