using System.Runtime.Serialization.Json;
using System.Text;
using System.Text.Json;
using Acme;
using Acme.Rooms;
using App;
using Halls;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration["Trackers:Room:MaxChildren"] = "1";
builder.Configuration["Rooms:Seats"] = "5";
builder.Services.AddTracker<RoomTracker>(builder.Configuration.GetSection("Trackers:Room"));
builder.Services.AddTracker<HallTracker>();
builder.Services.Configure<RoomOptions>(builder.Configuration.GetSection("Rooms"));
builder.Services.AddSingleton<IValidateOptions<RoomOptions>, RoomOptionsValidator>();
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
builder.Services.AddSerializer();

await using WebApplication app = builder.Build();
app.MapGet("/rooms/{name}", async Task<Room> (string name, RoomTracker rooms) => await rooms.FindOrOpenAsync(name));
app.MapGet("/rooms/{name}/attrs", RoomAttrs? (string name, RoomTracker rooms) => rooms.Find(name)?.ReadAttrs());
app.MapGet("/rooms", (RoomTracker rooms) => rooms);
app.MapGet("/halls/{name}", async (string name, HallTracker halls) => await halls.FindOrOpenAsync(name));
app.MapGet("/halls/{name}/attrs", (string name, HallTracker halls) => halls.Find(name)?.ReadAttrs());
app.MapGet("/halls/{name}/key", (string name, HallTracker halls) => $"{halls.Find(name)?.Key}: {halls.Find(name)?.IncrementGuests()}");
await app.StartAsync();

using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
foreach (string path in new[] { "rooms/blue", "rooms/blue/attrs", "rooms", "halls/great", "halls/great/attrs", "halls/great/key" })
{
    Console.WriteLine($"{path}: {await client.GetStringAsync(new Uri(path, UriKind.Relative))}");
}

Room blue = app.Services.GetRequiredService<RoomTracker>().Find("blue")!;
Hall great = app.Services.GetRequiredService<HallTracker>().Find("great")!;
Console.WriteLine($"context: {JsonSerializer.Serialize(great, AppJson.Default.Hall)}");
Console.WriteLine($"Newtonsoft.Json: {Newtonsoft.Json.JsonConvert.SerializeObject(great)}");
using MemoryStream contract = new();
new DataContractJsonSerializer(typeof(RoomAttrs)).WriteObject(contract, blue.ReadAttrs());
Console.WriteLine($"data contract: {Encoding.UTF8.GetString(contract.ToArray())}");

await using HtmlRenderer html = new(app.Services, app.Services.GetRequiredService<ILoggerFactory>());
string page = await html.Dispatcher.InvokeAsync(async () => (await html.RenderComponentAsync<Page>()).ToHtmlString());
Console.WriteLine($"Razor: {page.Split('\n')[^1]}");

RoomViewModel view = new(blue);
view.PropertyChanged += static (_, change) => Console.WriteLine($"MVVM: {change.PropertyName} changed");
view.RefreshCommand.Execute(null);

Serializer orleans = app.Services.GetRequiredService<Serializer>();
Console.WriteLine($"Orleans: {orleans.Deserialize<RoomAttrs>(orleans.SerializeToArray(blue.ReadAttrs()))}");
Console.WriteLine($"seats: {app.Services.GetRequiredService<IOptions<RoomOptions>>().Value.Seats}");
await app.StopAsync();
