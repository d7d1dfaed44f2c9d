using System;
using System.Threading;
using System.Threading.Tasks;
using ClusteredRooms;
using ClusteredRooms.Endpoints;
using ClusteredRooms.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// One command: three nodes, and a client that shows them on a page. With --Node it is one of the nodes, which the client starts and ends.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
ClusterSettings settings = ClusterSettings.Read(builder.Configuration);
if (builder.Configuration.GetValue<int?>("Node") is { } number)
{
    await RunNodeAsync(number);
    return;
}

builder.WebHost.UseUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://127.0.0.1:5090");
builder.UseOrleansClient(settings.Configure);
builder.Services.AddRoomClusterClient();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<NodeSet>();
builder.Services.AddSingleton<RoomHistory>();
builder.Services.AddHostedService(static services => services.GetRequiredService<RoomHistory>());

await using WebApplication app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapRooms();

// The client joins when the host starts, so the nodes come first.
await app.Services.GetRequiredService<NodeSet>().StartAsync();
await app.RunAsync();

async Task RunNodeAsync(int number)
{
    HostApplicationBuilder node = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    node.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
    node.UseOrleans(silo => settings.Configure(silo, number));
    using IHost host = node.Build();
    await host.StartAsync();
    Console.WriteLine(ProcessNode.Ready);

    // The input ends when the node shall stop, and when the process that has started it is gone.
    Thread reader = new(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    })
    {
        IsBackground = true,
    };
    reader.Start();
    await host.WaitForShutdownAsync();
}
