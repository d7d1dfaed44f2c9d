using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using GenTracker.Aot;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A host, a restart, an adoption, a watcher, counters, indexes, metrics and recent exits, with every kind of slot: what must work where nothing is compiled at
// run time.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Pumps:Restart"] = "Transient",
    ["Pumps:MaxRestarts"] = "3",
    ["Pumps:Backoff:Initial"] = "00:00:00.001",
});
builder.Services.AddTracker<PumpTracker>(builder.Configuration.GetSection("Pumps"));
builder.Services.AddTracker<SocketTracker>();
builder.Services.AddScoped<Well>();

using IHost host = builder.Build();
await host.StartAsync();

PumpTracker pumps = host.Services.GetRequiredService<PumpTracker>();
Task<List<string>> watching = WatchAsync(pumps);

// A restart: the first incarnation fails, the second goes on with what survives.
Pump first = await pumps.FindOrOpenAsync("north", 250);
first.Break();
Pump second = await pumps.WaitForAsync("north", pump => pump.Incarnation == 2 && pump.Ready);
ChildExit failure = await first.Completion;
Console.WriteLine($"restart: {failure.Reason}, {failure.Exception?.Message}; {second.Strokes} strokes survive, well {second.Well}");

// Counters: by child and by key, bounded, highest, striped, sealed.
second.IncrementStrokes(5);
pumps.IncrementStrokes("north", 2);
second.IncrementLitres(3);
bool within = second.IncrementLoadUpTo(10, out int load, 8);
bool beyond = second.IncrementLoadUpTo(10, out _, 8);
second.RaisePeakTo(7);
Console.WriteLine($"counters: {second.Strokes}, {second.Litres}, {within} {beyond} {load}, {second.Peak}");

// Attributes of each form that a slot has.
second.Label = "main";
second.Serial = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
second.Pressure = 1.5m;
second.Limit = 4;
second.Mode = PumpMode.Eco;
second.IncrementBusy(TimeSpan.FromSeconds(2));
Console.WriteLine($"attributes: {second.ReadAttrs()}");

// Found by attribute, moved, refused.
second.Field = "east";
second.Plate = 7;
Pump other = await pumps.FindOrOpenAsync("south", 100);
other.Field = "east";
bool takesPlate = other.TrySetPlate(7);
Console.WriteLine($"found: {pumps.FindByField("east").Count} in the east, {pumps.FindByPlate(7) == second} by plate, taken: {!takesPlate}");
other.Field = null;
Console.WriteLine($"moved: {pumps.FindByField("east").Count} in the east, {pumps.FindByField(null).Count} nowhere");

// Measured with a listener, as a collector does.
using Measurements measurements = new();
second.IncrementSent(1_000);
other.IncrementSent(316);
await pumps.StopAsync("south");
Console.WriteLine($"measured: {measurements.Collect()}");

// Remembered, and listed as tools see it.
ChildExitRecord<string, PumpAttrs> exit = pumps.GetRecentExits()[0];
Console.WriteLine($"remembered: {exit.Key} {exit.Exit.Reason} after {exit.Attrs.Sent} B; {pumps.GetRecentExits().Count} ends");
Console.WriteLine($"listed: {string.Join(", ", pumps.GetChildren().Select(static child => $"{child.Key} {child.State}"))}");
second.Code = "swordfish";
ITrackerMonitor monitor = host.Services.GetServices<ITrackerMonitor>().First();
MonitoredChild row = monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = nameof(Pump.Sent) }).Children.Single();
int code = monitor.Attributes.Select(static attribute => attribute.Name).ToList().IndexOf(nameof(Pump.Code));
Console.WriteLine($"monitored: {monitor.Name}, {row.KeyText} {row.State}, {row.Values.Count} values, secret: {row.Values[code] is null}");

// An adoption, under keys of another type.
SocketTracker sockets = host.Services.GetRequiredService<SocketTracker>();
Socket socket = new();
await using (ChildRegistration registration = sockets.AddExisting(new SocketId(4, 2), socket))
{
    sockets.IncrementFrames(new SocketId(4, 2));
    Console.WriteLine($"adopted: {ReferenceEquals(socket, sockets.Find(new SocketId(4, 2)))}, {socket.Frames} frame, {sockets.Count} socket");
}

Console.WriteLine($"let go: {(await socket.Completion).Reason}, refused: {!socket.TryIncrementFrames(1, out _)}, {sockets.Count} sockets");

await host.StopAsync();
Console.WriteLine($"closed: {(await second.Completion).Reason}");
foreach (string seen in await watching) Console.WriteLine($"watched: {seen}");

static async Task<List<string>> WatchAsync(PumpTracker pumps)
{
    List<string> seen = [];
    await foreach (ChildEvent<string, Pump> @event in pumps.WatchAsync(CancellationToken.None))
        seen.Add($"{@event.Number} {@event.Kind} {@event.Key} {@event.Exit?.Reason}".TrimEnd());
    return seen;
}
