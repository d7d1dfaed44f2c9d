using System;
using System.Collections.Generic;
using GenTracker;
using GenTracker.AspNetCore.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of trackers.</summary>
public static class TrackerHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check of all trackers that <c>AddTracker</c> has registered. It is unhealthy if one of them has closed, and degraded if children were
    /// abandoned or have reached their restart limit within the last ten minutes. Its data has the number of children of each tracker in each state.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="tags">Tags by which checks are selected.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    public static IHealthChecksBuilder AddTrackers(this IHealthChecksBuilder builder, string name = "trackers", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(
            name,
            static services => new TrackersHealthCheck(
                services.GetServices<ITrackerMonitor>(), services.GetService<TimeProvider>() ?? TimeProvider.System),
            failureStatus: null,
            tags));
    }
}
