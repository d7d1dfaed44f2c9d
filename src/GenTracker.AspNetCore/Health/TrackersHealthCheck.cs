using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Answers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GenTracker.AspNetCore.Health;

/// <summary>Tells whether the children of all trackers are well. It waits for none of them.</summary>
internal sealed class TrackersHealthCheck(IEnumerable<ITrackerMonitor> monitors, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = HealthStatus.Healthy;
        var sentences = new List<string>();
        var data = new Dictionary<string, object>();
        foreach ((string name, ITrackerMonitor tracker) in TrackerNames.Assign(monitors))
        {
            foreach ((ChildState state, int count) in tracker.GetCounts())
                data[$"{name}.{AnswerText.ToSnakeCase(state.ToString())}"] = count;
            TrackerTotals totals = tracker.GetTotals();
            data[$"{name}.restart_limits"] = totals.RestartLimits;
            if (tracker.IsClosed)
            {
                status = HealthStatus.Unhealthy;
                sentences.Add($"Tracker {name} has closed.");
            }

            if (IsRecent(totals.LastAbandonedAt))
                Degrade($"Tracker {name} has abandoned children within the last {Window.TotalMinutes} minutes.");
            if (IsRecent(totals.LastRestartLimitAt))
                Degrade($"Children of tracker {name} have reached their restart limit within the last {Window.TotalMinutes} minutes.");
        }

        string description = sentences.Count == 0 ? "All trackers are well." : string.Join(' ', sentences);
        return Task.FromResult(new HealthCheckResult(status, description, data: data));

        void Degrade(string sentence)
        {
            // Unhealthy is the lowest.
            if (status == HealthStatus.Healthy)
                status = HealthStatus.Degraded;
            sentences.Add(sentence);
        }
    }

    private bool IsRecent(DateTimeOffset? at) => at is { } moment && time.GetUtcNow() - moment < Window;
}
