using GenTracker;
using Microsoft.Extensions.DependencyInjection;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddTracker<RoomTracker>(options => options.MaxChildren = 1);

await using WebApplication app = builder.Build();
app.MapPost("/rooms/{name}", async (string name, RoomTracker rooms, CancellationToken aborted) =>
{
    try
    {
        Room room = await rooms.FindOrOpenAsync(name, cancellationToken: aborted);
        return Results.Text($"{room.Key}: {room.IncrementGuests()}");
    }
    catch (TrackerFullException)
    {
        return Results.Text("full");
    }
});
app.MapGet("/rooms", (RoomTracker rooms) => Results.Text(string.Join(", ", rooms.Select(room => room.Key))));
await app.StartAsync();

using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
foreach (string name in new[] { "blue", "blue", "red" })
{
    using HttpResponseMessage answer = await client.PostAsync(new Uri($"rooms/{name}", UriKind.Relative), content: null);
    Console.WriteLine(await answer.Content.ReadAsStringAsync());
}

Console.WriteLine(await client.GetStringAsync(new Uri("rooms", UriKind.Relative)));
Room blue = app.Services.GetRequiredService<RoomTracker>().Find("blue")!;
await app.StopAsync();
Console.WriteLine((await blue.Completion).Reason);

/// <summary>A room.</summary>
[Tracker]
public sealed partial class Room(string key, [Injected] ILogger<Room> log) : ITrackedChild
{
    /// <summary>Who came.</summary>
    [TrackedAttr] public partial int Guests { get; }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken)
    {
        log.LogInformation("{Key} is open", key);
        return Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
