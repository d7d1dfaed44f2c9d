using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Aot;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// A slim application with the dashboard, a health check and problem details: what must work where nothing is compiled at run time.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
builder.Logging.ClearProviders();
builder.Services.AddTracker<DeviceTracker>();
builder.Services.AddHealthChecks().AddTrackers();
builder.Services.AddTrackerProblemDetails();

await using WebApplication app = builder.Build();
app.UseExceptionHandler();
app.MapHealthChecks("/health");
app.MapTrackers("/trackers", static options => options.AllowStop = true);
DeviceTracker devices = app.Services.GetRequiredService<DeviceTracker>();
app.MapGet("/count", context =>
{
    devices.IncrementBytes("nobody");
    return Task.CompletedTask;
});
await app.StartAsync();

Device device = await devices.FindOrOpenAsync("north");
device.IncrementBytes(1_316);
device.Load = 0.25;
device.IsOnline = true;
device.Day = DayOfWeek.Friday;
device.Owner = "<b>Ann</b>";
device.Token = "swordfish";

using HttpClient client = new();
client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
await ShowAsync("/trackers/");
await ShowAsync("/trackers/api/trackers", "\"counts\"");
await ShowAsync("/trackers/api/tracker?name=Device", "\"metrics\":[\"total\"]");
await ShowAsync("/trackers/api/children?name=Device&sort=Bytes", "\"values\":[1316,0.25,true,\"Friday\",0,\"\\u003Cb\\u003EAnn\\u003C/b\\u003E\",null]");
await ShowAsync("/trackers/api/children?name=Device&sort=Nope", "\"names\":[\"Bytes\"");
await ShowAsync("/health", "Healthy");
await ShowAsync("/count", "There is no such child.");

using (StreamReader events = new(await client.GetStreamAsync(new Uri("/trackers/api/events?view=tracker&name=Device", UriKind.Relative))))
{
    while (await events.ReadLineAsync() is { } line && !line.StartsWith("event: exits", StringComparison.Ordinal))
    {
        if (line.StartsWith("event: ", StringComparison.Ordinal))
            Console.WriteLine(line);
    }
}

using HttpRequestMessage stop = new(HttpMethod.Post, new Uri("/trackers/api/stop?name=Device&key=north", UriKind.Relative));
stop.Headers.Add("Origin", client.BaseAddress.GetLeftPart(UriPartial.Authority));
using HttpResponseMessage stopped = await client.SendAsync(stop);
Console.WriteLine($"stop: {(int)stopped.StatusCode} {await stopped.Content.ReadAsStringAsync()}, {devices.Count} left");
await ShowAsync("/trackers/api/exits?name=Device", "\"reason\":\"stopped\"");
await app.StopAsync();

// Prints the status, the type, and whether the answer has what it must have.
async Task ShowAsync(string path, string part = "")
{
    using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
    string body = await response.Content.ReadAsStringAsync();
    Console.WriteLine($"{path}: {(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType} {body.Contains(part, StringComparison.Ordinal)}");
}
