using System;
using System.Collections.Generic;
using GenTracker.Formatting;
using GenTracker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>Finds out when a tracker is made, and not at the first open, that services are missing which its children's constructors need.</summary>
internal static class RequiredServicesValidator
{
    public static void ThrowIfMissing(string trackerName, IServiceProvider? services, ReadOnlySpan<RequiredService> required)
    {
        List<string>? missing = null;
        foreach (RequiredService service in required)
        {
            if (!IsRegistered(services, service))
            {
                string key = service.ServiceKey is null ? "" : $" with the key {UserText.Format(service.ServiceKey)}";
                (missing ??= []).Add($"{service.ServiceType}{key} (parameter {service.Parameter})");
            }
        }

        if (missing is null)
            return;
        string remedy = services is null
            ? "Register it in services, and make the tracker with AddTracker, or give its constructor the IServiceProvider."
            : "Register it in the services.";
        throw new TrackerException(
            $"Tracker {trackerName}: its children's constructors want services that are missing: {string.Join(", ", missing)}. {remedy}", trackerName);
    }

    private static bool IsRegistered(IServiceProvider? services, RequiredService required)
    {
        if (services is null)
            return false;

        // A container that cannot answer is trusted: the open fails with the container's own error if it must.
        if (required.ServiceKey is not null)
            return services.GetService<IServiceProviderIsKeyedService>() is not { } keyed || keyed.IsKeyedService(required.ServiceType, required.ServiceKey);
        return services.GetService<IServiceProviderIsService>() is not { } plain || plain.IsService(required.ServiceType);
    }
}
