using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenTracker.AspNetCore.Tests;

/// <summary>An ASP.NET application with a tracker and its dashboard, on a port of its own, whose time the test decides.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    /// <summary>A request with this header comes, as far as the application sees, from the address in it.</summary>
    private const string RemoteHeader = "Test-Remote-Address";

    private readonly WebApplication _application;
    private readonly LogLines _log = new();

    private TestApplication(
        Action<TrackerDashboardOptions>? configure, Action<WebApplicationBuilder>? build, Action<WebApplication, IEndpointConventionBuilder>? map)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddTracker<DeviceTracker>(options =>
        {
            options.TimeProvider = Time;
            options.MaxRestarts = 1;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero, Max = TimeSpan.Zero };
        });
        build?.Invoke(builder);
        _application = builder.Build();
        _application.Use((context, next) =>
        {
            if (context.Request.Headers.TryGetValue(RemoteHeader, out var address))
                context.Connection.RemoteIpAddress = IPAddress.TryParse(address, out IPAddress? parsed) ? parsed : null;
            return next(context);
        });
        IEndpointConventionBuilder mapped = _application.MapTrackers("/trackers", configure);
        map?.Invoke(_application, mapped);
        _application.Start();
        Client.BaseAddress = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public TestTime Time { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TestTime.Patience };

    public DeviceTracker Devices => _application.Services.GetRequiredService<DeviceTracker>();

    public IReadOnlyCollection<string> Log => _log.Lines;

    public string Origin => Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public static TestApplication Start(
        Action<TrackerDashboardOptions>? configure = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication, IEndpointConventionBuilder>? map = null) => new(configure, build, map);

    /// <summary>Begins to stop the host.</summary>
    public void Stop() => _application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    /// <summary>Stops the host: all requests have been answered then, and all that they log is logged.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <summary>Asks for a path below the prefix.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/trackers{path}", UriKind.Relative));
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Asks as somebody at another address.</summary>
    public Task<HttpResponseMessage> GetFromAsync(string address, string path, params (string Name, string Value)[] headers) =>
        GetAsync(path, [(RemoteHeader, address), .. headers]);

    /// <summary>Asks for JSON that must be there.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await ReadJsonAsync(response);
    }

    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync());

    public async ValueTask DisposeAsync()
    {
        // Whoever is asked to stop gets no time.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await Devices.CloseAsync(now.Token).WaitAsync(TestTime.Patience);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        Client.Dispose();
        Time.Dispose();
    }
}
