using System;
using System.Linq;
using GenTracker;
using GenTracker.Hosting;
using GenTracker.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers trackers in the services of a host.</summary>
#pragma warning disable RS0026 // no call fits both overloads: one of them requires a section
public static class TrackerServiceCollectionExtensions
{
    /// <summary>
    /// Registers a generated tracker as a singleton, and its <see cref="ITrackerMonitor"/>.
    /// The host creates it and validates its options at its start, and closes it when it begins to stop, or at
    /// the moment that <see cref="TrackerOptions.CloseOn"/> says. The options are the named options of the tracker's name.
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
        if (GetAddedTrackers(services).TryAdd(typeof(TTracker), TTracker.TrackerName))
            services.AddSingleton(static provider => provider.GetRequiredService<TTracker>().Monitor);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnusedOptionsWarning>());
        return services;
    }

    /// <summary>
    /// Registers a generated tracker as a singleton, with the options that a section of the configuration has. A section that does not exist or is empty, a
    /// name that is no option, and a value that cannot be read fail the host's start with an <see cref="OptionsValidationException"/>. Names and words are
    /// compared without regard to case. A time has the form <c>00:00:30</c>; a timeout may be <c>Infinite</c>.
    /// </summary>
    /// <typeparam name="TTracker">The generated tracker.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// The section, for example <c>builder.Configuration.GetSection("Streams")</c>. It is read once: changes after the start have no effect.
    /// </param>
    /// <param name="configure">Configures the options further, after the section.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    public static IServiceCollection AddTracker<TTracker>(
        this IServiceCollection services, IConfiguration section, Action<TrackerOptions>? configure = null)
        where TTracker : class, ITracker, ITrackerFactory<TTracker>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<TrackerOptions>(TTracker.TrackerName).Configure(options => TrackerOptionsBinder.Bind(TTracker.TrackerName, section, options));
        return services.AddTracker<TTracker>(configure);
    }

    private static AddedTrackers GetAddedTrackers(IServiceCollection services)
    {
        if (services.FirstOrDefault(static service => service.ServiceType == typeof(AddedTrackers))?.ImplementationInstance is AddedTrackers present)
            return present;
        var added = new AddedTrackers();
        services.AddSingleton(added);
        return added;
    }
}
#pragma warning restore RS0026
