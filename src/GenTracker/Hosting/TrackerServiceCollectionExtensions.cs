using System;
using GenTracker;
using GenTracker.Hosting;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers trackers in the services of a host.</summary>
public static class TrackerServiceCollectionExtensions
{
    /// <summary>
    /// Registers a generated tracker as a singleton. The host creates it and validates its options at its start, and closes it when it begins to stop. The
    /// options are the named options of the tracker's name, so <c>services.Configure&lt;TrackerOptions&gt;("LiveStream", section)</c> binds them.
    /// </summary>
    /// <typeparam name="TTracker">The generated tracker.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Configures the options of the tracker. Further calls for the same tracker configure them further.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
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
