using System;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace GenTracker.Peers;

/// <summary>Hosts a silo of Orleans in this process, as a cluster of its own that logs nothing.</summary>
public static class LocalSilo
{
    public static async Task<IHost> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreePorts.Get(), gatewayPort: FreePorts.Get());
            configure?.Invoke(silo);
        });
        IHost host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return host;
    }
}
