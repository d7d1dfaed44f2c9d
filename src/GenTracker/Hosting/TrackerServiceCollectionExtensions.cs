using System;
using GenTracker;
using GenTracker.Hosting;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers trackers in a host's services.</summary>
public static class TrackerServiceCollectionExtensions
{
    /// <summary>
    /// Registers a generated tracker as a singleton. It is made, and its options are validated, when the host starts; it closes when the
    /// host begins to stop. Its options are the named options of the tracker's name, so <c>services.Configure&lt;TrackerOptions&gt;("LiveStream", section)</c> binds them.
    /// </summary>
    /// <typeparam name="TTracker">The generated tracker.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the tracker's options. Called again for a tracker that is registered already, it adds to them.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddTracker<TTracker>(this IServiceCollection services, Action<TrackerOptions>? configure = null)
        where TTracker : class, ITracker, ITrackerFactory<TTracker>
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<TrackerOptions> options = services.AddOptions<TrackerOptions>(TTracker.TrackerName).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrackerOptions>, TrackerOptionsValidator>());
        services.TryAddSingleton(static provider => TTracker.Create(
            provider.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get(TTracker.TrackerName),
            provider,
            provider.GetService<ILoggerFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TrackerHostedService<TTracker>>());
        return services;
    }
}
