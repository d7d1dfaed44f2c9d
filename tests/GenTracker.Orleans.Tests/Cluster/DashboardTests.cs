using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore;
using GenTracker.Orleans.Stores;
using GenTracker.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;
using Orleans.Hosting;
using Xunit;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>What the dashboards on a node show: GenTracker's, and beside it that of Orleans.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private readonly int[] _ports = [FreePorts.Get(), FreePorts.Get()];
    private readonly MemoryClusterStore _store = new(StallingClock.Shared);
    private WebApplication? _first;
    private IHost? _second;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder web = WebApplication.CreateBuilder();
        web.WebHost.UseUrls("http://127.0.0.1:0");
        web.Logging.SetMinimumLevel(LogLevel.Error);
        web.UseOrleans(silo => Configure(silo, _ports[0]));
        _first = web.Build();
        _first.MapTrackers("/trackers");
        _first.MapOrleansDashboard("/orleans");
        await _first.StartAsync();

        HostApplicationBuilder second = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        second.UseOrleans(silo => Configure(silo, _ports[1]));
        _second = second.Build();
        await _second.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_second is not null)
        {
            await _second.StopAsync();
            _second.Dispose();
        }

        if (_first is not null)
            await _first.DisposeAsync();
    }

    [Fact]
    public async Task The_dashboard_of_a_node_shows_the_children_of_all_nodes_and_that_of_Orleans_stands_beside_it()
    {
        const int Rooms = 20;
        RoomCluster rooms = _first!.Services.GetRequiredService<RoomCluster>();

        // A node gets keys when the others know its classes.
        await Condition.WaitForAsync(async () => (await rooms.GetNodesAsync()).Length == _ports.Length);
        await Task.WhenAll(Enumerable.Range(0, Rooms).Select(number => rooms.OpenAsync($"room-{number}", new RoomPlan()).AsTask()));
        using HttpClient http = new() { BaseAddress = new Uri(_first.Urls.Single()) };

        JsonElement page = await http.GetFromJsonAsync<JsonElement>("trackers/api/children?name=Room%20%28all%20nodes%29&sort=Node&take=100");
        using HttpResponseMessage orleans = await http.GetAsync(new Uri("orleans", UriKind.Relative));
        string counters = await Condition.WaitForAsync(
            () => http.GetStringAsync(new Uri("orleans/DashboardCounters", UriKind.Relative), CancellationToken.None),
            static text => text.Contains("RoomGrain", StringComparison.Ordinal));

        string text = page.GetRawText();
        Assert.Equal(Rooms, page.GetProperty("matching").GetInt32());
        Assert.All(Enumerable.Range(0, Rooms), number => Assert.Contains($"\"room-{number}\"", text, StringComparison.Ordinal));
        Assert.All(_ports, port => Assert.Contains($"127.0.0.1:{port}", text, StringComparison.Ordinal));
        Assert.True(orleans.IsSuccessStatusCode, $"Orleans' dashboard answers {orleans.StatusCode}.");
        Assert.Contains("RoomGrain", counters, StringComparison.Ordinal);
    }

    private void Configure(ISiloBuilder silo, int port)
    {
        silo.UseLocalhostClustering(port, FreePorts.Get(), new IPEndPoint(IPAddress.Loopback, _ports[0]));
        silo.Services.AddSingleton(new RoomJournal());
        silo.Services.AddSingleton<IClusterStore>(_store);
        silo.AddRoomCluster().AddTrackerClusterMonitors().AddDashboard();

        // A view of all nodes leaves out one that does not answer for two seconds.
        silo.Configure<TrackerClusterOptions>(static options => options.TimeProvider = StallingClock.Shared);
    }
}
