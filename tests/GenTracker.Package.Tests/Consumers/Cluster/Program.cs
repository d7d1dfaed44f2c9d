using System.Globalization;
using Acme;
using GenTracker.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The arguments are the ports of the silo and of its gateway.
int[] ports = [.. args.Select(static port => int.Parse(port, CultureInfo.InvariantCulture))];
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo => silo
    .UseLocalhostClustering(ports[0], ports[1])
    .UseMemoryTrackerStore()
    .AddRoomCluster()
    .AddDeviceCluster());
using IHost host = builder.Build();
await host.StartAsync();

RoomCluster rooms = host.Services.GetRequiredService<RoomCluster>();
RoomRef blue = await rooms.FindOrOpenAsync("blue", new RoomPlan("first", 2));
Console.WriteLine($"{blue.Key}: {await blue.IncrementGuestsAsync()} guest, {await rooms.CountAsync()} room");
await rooms.SetTitleAsync("blue", "the blue room");
Console.WriteLine($"seats: {await rooms.TryEnterAsync("blue", [new RoomPlan("first", 2)])}, {await blue.TryEnterAsync([new RoomPlan("first", 2)])}");
Console.WriteLine(await blue.ReadAttrsAsync());
Console.WriteLine(await rooms.Calls<IRoomCalls>("blue").DescribeAsync("Ann"));
try
{
    await blue.CloseAsync();
}
catch (RemoteChildException exception)
{
    Console.WriteLine(exception.Message.Contains("the door is stuck", StringComparison.Ordinal));
}

await foreach ((string key, RoomAttrs attrs) in rooms.ListAsync(default, RoomCluster.By.Guests(2, Comparison.AtLeast), RoomCluster.By.Title("the blue room")))
{
    Console.WriteLine($"{key} has {attrs.Guests}");
}

DeviceCluster devices = host.Services.GetRequiredService<DeviceCluster>();
Guid id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
DeviceRef device = await devices.OpenAsync(id);
Console.WriteLine($"{device.Key}: {await devices.IncrementReportsAsync(id, 3)} reports");
Console.WriteLine($"stopped: {await blue.StopAsync()}, {await rooms.StopAsync("blue")}, {await rooms.FindAsync("blue") is null}");
await host.StopAsync();
