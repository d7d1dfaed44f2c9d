using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GenTracker.Telemetry.Tests;

/// <summary>An ASP.NET application as a user writes it, with a Prometheus endpoint, and an OTLP receiver of the test's beside it.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    public const string Secret = "swordfish";

    private readonly WebApplication _receiver;
    private readonly WebApplication _application;
    private readonly HttpClient _client = new();
    private readonly ConcurrentQueue<string> _received = new();
    private readonly LogLines _log = new();

    private TestApplication()
    {
        WebApplicationBuilder receiver = WebApplication.CreateSlimBuilder();
        receiver.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        receiver.Logging.ClearProviders();
        _receiver = receiver.Build();
        _receiver.MapPost("/{**path}", ReceiveAsync);
        _receiver.Start();
        Uri collector = AddressOf(_receiver);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddTracker<LiveStreamTracker>();
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter("GenTracker")
                .AddPrometheusExporter(static options => options.ScrapeResponseCacheDurationMilliseconds = 0)
                .AddOtlpExporter(options => Send(options, new Uri(collector, "v1/metrics"))))
            .WithTracing(tracing => tracing.AddSource("GenTracker").AddOtlpExporter(options => Send(options, new Uri(collector, "v1/traces"))));
        _application = builder.Build();
        _application.MapPrometheusScrapingEndpoint();
        _application.Start();
    }

    public LiveStreamTracker Streams => _application.Services.GetRequiredService<LiveStreamTracker>();

    public ITrackerMonitor Monitor => _application.Services.GetServices<ITrackerMonitor>().Single();

    /// <summary>What the application has logged.</summary>
    public string Log => string.Join('\n', _log.Lines);

    public static TestApplication Start() => new();

    /// <summary>One child comes and goes, another one stays.</summary>
    public async Task RunAsync()
    {
        LiveStream first = await Streams.FindOrOpenAsync("tv1");
        first.IncrementBytesIn(1_000);
        first.Token = Secret;
        await Streams.StopAsync("tv1");
        LiveStream second = await Streams.FindOrOpenAsync("tv2");
        second.IncrementBytesIn(316);
        (second.Viewers, second.Load, second.Token) = (7, 0.5, Secret);
    }

    /// <summary>The same, and a child restarts: each metric of a tracker is measured.</summary>
    public async Task RunEachKindAsync()
    {
        await RunAsync();
        LiveStream broken = await Streams.FindOrOpenAsync("tv3", options: new ChildOptions { Restart = RestartPolicy.Transient });
        broken.Break();
        await Streams.WaitForAsync("tv3", stream => stream != broken);

        // A child is found a moment before its start is counted. It ends after that.
        await Streams.StopAsync("tv3");
    }

    /// <summary>Scrapes the application as Prometheus does.</summary>
    public Task<string> ScrapeAsync() => _client.GetStringAsync(new Uri(AddressOf(_application), "metrics"));

    /// <summary>Sends what is to be sent by OTLP, and returns all that the receiver has got: paths, and bodies as text.</summary>
    public string Flush()
    {
        _application.Services.GetRequiredService<MeterProvider>().ForceFlush();
        _application.Services.GetRequiredService<TracerProvider>().ForceFlush();
        return string.Join('\n', _received);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _receiver.DisposeAsync();
        _client.Dispose();
    }

    private static void Send(OtlpExporterOptions options, Uri endpoint)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = endpoint;
    }

    private static Uri AddressOf(WebApplication application) =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue($"{context.Request.Path} {Encoding.UTF8.GetString(body.ToArray())}");
    }
}
