using GenTracker;

namespace Company.Service;

/// <summary>The work for one tenant. It runs until the service stops; where it fails, its tracker starts it again.</summary>
/// <param name="key">The tenant.</param>
/// <param name="interval">How often there is something to do.</param>
/// <param name="log">The log.</param>
/// <param name="clock">The clock; a test gives one that it moves itself.</param>
[Tracker]
public sealed partial class TenantJob(
    string key, TimeSpan interval, [Injected] ILogger<TenantJob> log, [Injected] TimeProvider? clock = null) : ITrackedChild
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Rounds that are done; they are counted on over restarts. The meter GenTracker has them all as tenant_job.rounds:
    /// dotnet-counters monitor -p (process id) --counters GenTracker
    /// </summary>
    [TrackedAttr(Survives = true, Metric = AttributeMetric.Total, Unit = "{round}")] public partial long Rounds { get; }

    /// <summary>When the last round was done.</summary>
    [TrackedAttr] public partial DateTimeOffset? LastRound { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        log.LogInformation("{Tenant} runs", key);
        using PeriodicTimer timer = new(interval, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            WorkOneRound();
        }
    }

    /// <inheritdoc/>
    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        log.LogInformation("{Tenant} ended: {Reason}, {Rounds} rounds", key, exit.Reason, Rounds);
        return Task.CompletedTask;
    }

    /// <summary>Does what is to be done now.</summary>
    public void WorkOneRound()
    {
        LastRound = _clock.GetUtcNow();
        IncrementRounds();
    }
}
