using System.Net;
using System.Net.Sockets;
using Acme;
using GenTracker.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The argument is a connection string. The second node comes when the first one has ended, and knows of it by the database alone.
long last = 0;
for (int node = 1; node <= 2; node++)
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.UseOrleans(silo => silo
        .UseLocalhostClustering(FreePort(), FreePort())
        .UsePostgresTrackerStore(args[0])
        .AddRoomCluster());
    using IHost host = builder.Build();
    await host.StartAsync();

    RoomCluster rooms = host.Services.GetRequiredService<RoomCluster>();
    RoomRef blue = await rooms.FindOrOpenAsync("blue");
    Console.WriteLine($"node {node}: {blue.Key} has {await blue.IncrementGuestsAsync()} guest, its number has risen: {blue.Incarnation > last}");
    last = blue.Incarnation;
    await host.StopAsync();
}

static int FreePort()
{
    using TcpListener listener = new(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
