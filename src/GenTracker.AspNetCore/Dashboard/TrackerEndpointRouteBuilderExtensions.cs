using System;
using System.Diagnostics.CodeAnalysis;
using GenTracker.AspNetCore;
using GenTracker.AspNetCore.Dashboard;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the dashboard of trackers.</summary>
public static class TrackerEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a live dashboard of all trackers that <c>AddTracker</c> has registered, and the same as JSON under the same prefix. It is closed by default: it
    /// answers only requests from loopback addresses for a loopback host, until <see cref="TrackerDashboardOptions.AllowRemote"/> is set or
    /// <c>RequireAuthorization</c> is called on the result.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The prefix of its URLs.</param>
    /// <param name="configure">Configures the dashboard.</param>
    /// <returns>A builder of conventions for all endpoints of the dashboard.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> or <paramref name="pattern"/> is null.</exception>
    public static IEndpointConventionBuilder MapTrackers(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/trackers", Action<TrackerDashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = new TrackerDashboardOptions();
        configure?.Invoke(options);
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        DashboardEndpoints.Map(group, new AccessPolicy(options), new TrackerDashboard(endpoints.ServiceProvider, options.AllowStop));
        return group;
    }
}
