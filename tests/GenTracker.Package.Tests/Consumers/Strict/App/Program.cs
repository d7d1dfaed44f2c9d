using GenTracker;
using Library;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
_ = builder.Logging.ClearProviders();
_ = builder.Services.AddKeyedSingleton("wall", TimeProvider.System);
_ = builder.Services.AddTracker<FeedTracker>();
_ = builder.Services.AddTracker<ShapeTracker>();

using IHost host = builder.Build();
await host.StartAsync().ConfigureAwait(false);

FeedTracker feeds = host.Services.GetRequiredService<FeedTracker>();
_ = await feeds.FindOrOpenAsync("News", new Uri("rtmp://camera/1"), title: "the news").ConfigureAwait(false);
_ = feeds.IncrementBytesIn("NEWS", 10);
feeds.IncrementBytesOut("news", 20);
Feed feed = await feeds.WaitForAsync("news", child => child.Busy.Ticks == 5).ConfigureAwait(false);
FeedAttrs attrs = feed.ReadAttrs();
await Console.Out.WriteLineAsync($"{feed.Description}: {attrs.BytesIn} in, {attrs.BytesOut} out, {attrs.Importance}, {attrs.Speed}").ConfigureAwait(false);

ShapeTracker shapes = host.Services.GetRequiredService<ShapeTracker>();
Shape shape = await shapes.FindOrOpenAsync("square", _ => new Square()).ConfigureAwait(false);
await Console.Out.WriteLineAsync($"{shape.Corners} corners, {await House.RingAsync(new Door(2, 1)).ConfigureAwait(false)} ring").ConfigureAwait(false);

await host.StopAsync().ConfigureAwait(false);
await Console.Out.WriteLineAsync($"{(await feed.Completion.ConfigureAwait(false)).Reason}").ConfigureAwait(false);
