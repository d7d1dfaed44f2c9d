using System;
using System.Linq;
using System.Threading;
using GenTracker;
using LiveStreams;
using LiveStreams.Endpoints;
using LiveStreams.Hls;
using LiveStreams.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

// The settings and the demo recording lie beside the program, from wherever it is started.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://127.0.0.1:5080");
builder.WebHost.ConfigureKestrel(server =>
{
    // A live stream has no size, and its publisher and viewers have no least rate: the streams look after that themselves.
    server.Limits.MaxRequestBodySize = null;
    server.Limits.MinRequestBodyDataRate = null;
    server.Limits.MinResponseDataRate = null;
});

// Three trackers. The options of the first two come from two sections of the configuration: see appsettings.json.
builder.Services.AddTracker<LiveStreamTracker>(builder.Configuration.GetSection("LiveStream"));
builder.Services.AddTracker<ViewerTracker>(builder.Configuration.GetSection("Viewer"));
builder.Services.AddTracker<HlsOutputTracker>();

builder.Services.AddOptions<LiveOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<SourceCatalog>();
builder.Services.AddSingleton<Streams>();
builder.Services.AddSingleton<LiveEndpoint>();
builder.Services.AddSingleton<PublishEndpoint>();
builder.Services.AddSingleton<HlsEndpoint>();
builder.Services.AddExceptionHandler<SourceProblems>();
builder.Services.AddTrackerProblemDetails();
builder.Services.AddHealthChecks().AddTrackers();
builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("GenTracker").AddPrometheusExporter());

WebApplication app = builder.Build();
app.Services.GetRequiredService<SourceCatalog>();       // a wrong source is told now, not to the first viewer
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseDefaultFiles();
app.UseStaticFiles();

LiveEndpoint live = app.Services.GetRequiredService<LiveEndpoint>();
app.MapGet("/live/{name}", live.WatchAsync).RequireStreamName();
app.MapGet("/live/{name}.ts", live.WatchAsync).RequireStreamName();

HlsEndpoint hls = app.Services.GetRequiredService<HlsEndpoint>();
app.MapGet("/live/{name}/index.m3u8", hls.GetPlaylistAsync).RequireStreamName();
app.MapGet("/live/{name}/{number:long}.ts", hls.GetSegment).RequireStreamName();

PublishEndpoint publish = app.Services.GetRequiredService<PublishEndpoint>();
app.MapMethods("/publish/{name}", ["PUT", "POST"], publish.PublishAsync).RequireStreamName();
app.MapMethods("/publish/{name}.ts", ["PUT", "POST"], publish.PublishAsync).RequireStreamName();

app.MapGet("/streams", (LiveStreamTracker streams) => streams.GetChildren().Select(StreamStatus.Of).OrderBy(s => s.Name, StringComparer.Ordinal));
app.MapGet("/streams/{name}", (string name, LiveStreamTracker streams) =>      // an abandoned stream of that name counts last
    streams.GetChildren().Where(s => s.Key == name).MinBy(s => s.State) is { } info ? Results.Ok(StreamStatus.Of(info)) : StreamProblems.NotFound(name));
app.MapDelete("/streams/{name}", async (string name, LiveStreamTracker streams, CancellationToken cancellationToken) =>
    await streams.StopAsync(name, cancellationToken) ? Results.NoContent() : StreamProblems.NotFound(name)).RequireLoopback();

app.MapGet("/viewers", (ViewerTracker viewers) => viewers.GetChildren().Select(ViewerStatus.Of).OrderBy(v => v.Id));

// Every child live, and whether they are well. From this machine only: see docs/dashboard.md.
app.MapTrackers("/trackers", options => options.AllowStop = true);
app.MapHealthChecks("/health");
app.MapPrometheusScrapingEndpoint();

// What the page at / offers besides the streams that are live.
app.MapGet("/sources", (SourceCatalog sources) => sources.Names);

app.Run();
