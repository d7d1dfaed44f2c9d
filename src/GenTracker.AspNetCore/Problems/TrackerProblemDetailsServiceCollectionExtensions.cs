using System;
using System.Linq;
using GenTracker.AspNetCore.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the answers to exceptions of trackers.</summary>
public static class TrackerProblemDetailsServiceCollectionExtensions
{
    /// <summary>
    /// Answers requests that end with an exception of a tracker by problem details (RFC 9457): 404 if there is no child of a key, 409 if a key or a unique
    /// value is taken, 502 if a child could not be started, 503 with <c>Retry-After</c> if the tracker is full or has closed. The answer has the tracker and
    /// the key, and neither a cause nor a stack; the log has no unhandled exception. The application's pipeline needs <c>app.UseExceptionHandler()</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddTrackerProblemDetails(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails();
        return services.Any(static service => service.ImplementationType == typeof(TrackerExceptionHandler))
            ? services
            : services.AddSingleton<IExceptionHandler, TrackerExceptionHandler>();
    }
}
