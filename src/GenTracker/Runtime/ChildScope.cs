using System;
using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenTracker.Runtime;

/// <summary>The services of one incarnation, as generated code asks for them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChildScope
{
    private readonly ILoggerFactory? _loggerFactory;

    internal ChildScope(IServiceProvider services, ILoggerFactory? loggerFactory)
    {
        Services = services;
        _loggerFactory = loggerFactory;
    }

    /// <summary>The incarnation's own scope; an empty provider if the tracker has no services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>A service that must be there.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <returns>The service.</returns>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A service, or the parameter's default if there is none.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="fallback">The parameter's default.</param>
    /// <returns>The service or the default.</returns>
    public T GetOptional<T>(T fallback) => Services.GetService(typeof(T)) is T service ? service : fallback;

    /// <summary>A keyed service that must be there.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="serviceKey">The service's key.</param>
    /// <returns>The service.</returns>
    public T GetKeyed<T>(object? serviceKey)
        where T : notnull => Services.GetRequiredKeyedService<T>(serviceKey);

    /// <summary>A keyed service, or the parameter's default if there is none.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="serviceKey">The service's key.</param>
    /// <param name="fallback">The parameter's default.</param>
    /// <returns>The service or the default.</returns>
    public T GetKeyedOptional<T>(object? serviceKey, T fallback) =>
        Services is IKeyedServiceProvider keyed && keyed.GetKeyedService(typeof(T), serviceKey) is T service ? service : fallback;

    /// <summary>A logger: from the services, else from the tracker's logger factory, else one that writes nowhere.</summary>
    /// <typeparam name="T">The logger's category.</typeparam>
    /// <returns>The logger.</returns>
    public ILogger<T> GetLogger<T>() =>
        Services.GetService(typeof(ILogger<T>)) as ILogger<T>
        ?? (_loggerFactory is null ? NullLogger<T>.Instance : new Logger<T>(_loggerFactory));
}
