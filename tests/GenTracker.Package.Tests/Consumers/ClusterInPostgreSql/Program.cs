using System.Globalization;
using Acme;
using GenTracker.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The arguments are a connection string, and the ports of the silo and of its gateway.
// The second node comes when the first one has ended, and knows of it by the database alone.
int[] ports = [.. args.Skip(1).Select(static port => int.Parse(port, CultureInfo.InvariantCulture))];
long last = 0;
for (int node = 1; node <= 2; node++)
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.UseOrleans(silo => silo
        .UseLocalhostClustering(ports[0], ports[1])
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
