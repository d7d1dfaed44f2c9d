using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenTracker.AspNetCore.Browser.Tests.Application;

/// <summary>An application with a dashboard, as a user writes it, on Kestrel.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly WebApplication _application;

    private DashboardServer(WebApplication application) => _application = application;

    public LiveStreamTracker Streams => _application.Services.GetRequiredService<LiveStreamTracker>();

    public DeviceTracker Devices => _application.Services.GetRequiredService<DeviceTracker>();

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts the application.</summary>
    /// <param name="options">Options of the dashboard.</param>
    /// <param name="services">Its trackers. Default: one of streams and one of devices.</param>
    /// <param name="port">The port; 0 for any.</param>
    public static async Task<DashboardServer> StartAsync(
        Action<TrackerDashboardOptions>? options = null, Action<IServiceCollection>? services = null, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders();
        (services ?? AddTrackers)(builder.Services);
        WebApplication application = builder.Build();
        application.MapTrackers("/trackers", options);
        await application.StartAsync();
        return new DashboardServer(application);
    }

    /// <summary>Adopts devices d000000, d000001 and so on: the higher the number, the stronger the signal.</summary>
    public void AddDevices(int first, int count)
    {
        for (int i = first; i < first + count; i++)
            Devices.AddExisting(string.Create(CultureInfo.InvariantCulture, $"d{i:d6}"), new Device { Signal = i }, Never);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void AddTrackers(IServiceCollection services) => services.AddTracker<LiveStreamTracker>().AddTracker<DeviceTracker>();
}
