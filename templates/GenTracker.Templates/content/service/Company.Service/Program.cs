using Company.Service;
using GenTracker;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// The settings of the jobs' supervision are in appsettings.json; what is set in code here comes after them.
builder.Services.AddTracker<TenantJobTracker>(builder.Configuration.GetSection("Jobs"));
builder.Services.AddHostedService<Tenants>();

// Children ask for the clock, so that a test can move it.
builder.Services.AddSingleton(TimeProvider.System);

// Degraded if a job was abandoned or has hit its restart limit within ten minutes.
builder.Services.AddHealthChecks().AddTrackers();

// Metrics and traces go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; without it they go nowhere.
OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
    .WithMetrics(static metrics => metrics.AddMeter("GenTracker"))
    .WithTracing(static traces => traces.AddSource("GenTracker"));
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
{
    telemetry.UseOtlpExporter();
}

WebApplication app = builder.Build();
app.MapHealthChecks("/health");

// Every job live, for browsers on this machine.
app.MapTrackers("/trackers");

await app.RunAsync();
