using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Indexes;

/// <summary>A child that is found by its attributes, as a user writes it. Each step does what a test says.</summary>
[Tracker]
internal sealed partial class Session : ITrackedChild, IAfterTerminate
{
    private readonly Func<Session, Task>? _start;
    private readonly Func<CancellationToken, Task>? _run;
    private readonly Action<Session>? _last;

    public Session(
        Action<Session>? initialize = null,
        Func<Session, Task>? start = null,
        Func<CancellationToken, Task>? run = null,
        Action<Session>? last = null)
    {
        _start = start;
        _run = run;
        _last = last;
        initialize?.Invoke(this);
    }

    [TrackedAttr(Index = true)] public partial string? Owner { get; set; }

    [TrackedAttr(Index = true, Comparison = StringComparison.OrdinalIgnoreCase)] public partial string? City { get; set; }

    [TrackedAttr(Index = true)] public partial int Level { get; set; }

    [TrackedAttr(Index = true)] public partial TimeSpan Pace { get; set; }

    [TrackedAttr(Index = true)] public partial HostileValue? Hostile { get; set; }

    [TrackedAttr(Unique = true)] public partial string? Token { get; set; }

    [TrackedAttr(Unique = true, Comparison = StringComparison.OrdinalIgnoreCase)] public partial string? Email { get; set; }

    [TrackedAttr(Unique = true, Survives = true)] public partial Guid? Seat { get; set; }

    [TrackedAttr] public partial long Bytes { get; }

    public Task StartAsync(CancellationToken cancellationToken) => _start?.Invoke(this) ?? Task.CompletedTask;

    public Task RunAsync(CancellationToken stoppingToken) => _run?.Invoke(stoppingToken) ?? Probe.RunUntilStopped(stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        _last?.Invoke(this);
        return Task.CompletedTask;
    }
}
