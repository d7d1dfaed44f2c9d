using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>What the health check of trackers says.</summary>
public sealed class HealthCheckTests : IAsyncLifetime
{
    private HealthReport? _report;

    private readonly TestApplication _application;

    public HealthCheckTests() => _application = TestApplication.Start(
        build: static builder => builder.Services.AddHealthChecks().AddTrackers(tags: ["ready"]),
        map: (app, _) => app.MapHealthChecks("/trackers/health", new()
        {
            Predicate = static check => check.Tags.Contains("ready"),
            ResponseWriter = (_, report) =>
            {
                _report = report;
                return Task.CompletedTask;
            },
        }));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    [Fact]
    public async Task All_is_well_while_children_run_and_end()
    {
        await _application.Devices.FindOrOpenAsync("a");
        await _application.Devices.FindOrOpenAsync("b");
        await _application.Devices.StopAsync("b");

        HealthReportEntry entry = await CheckAsync(HttpStatusCode.OK);

        Assert.Equal((HealthStatus.Healthy, "All trackers are well."), (entry.Status, entry.Description));
        Assert.Equal(
            ["Device.abandoned=0", "Device.restart_limits=0", "Device.restarting=0", "Device.running=1", "Device.starting=0", "Device.terminating=0"],
            entry.Data.Select(static pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_is_degraded_for_ten_minutes_after_a_child_was_abandoned()
    {
        Device device = await _application.Devices.FindOrOpenAsync("stubborn");
        Task stop = _application.Devices.StopAsync("stubborn");
        _application.Time.Advance(TimeSpan.FromSeconds(6));
        await stop;

        HealthReportEntry soon = await CheckAsync(HttpStatusCode.OK);
        _application.Time.Advance(TimeSpan.FromMinutes(10));
        HealthReportEntry late = await CheckAsync(HttpStatusCode.OK);

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy), (soon.Status, late.Status));
        Assert.Contains("abandoned", soon.Description, StringComparison.Ordinal);
        Assert.Equal(1, soon.Data["Device.abandoned"]);
        device.Fail(new OperationCanceledException());
    }

    [Fact]
    public async Task It_is_degraded_for_ten_minutes_after_a_child_has_reached_its_restart_limit()
    {
        Device first = await _application.Devices.FindOrOpenAsync("a", options: new ChildOptions { Restart = RestartPolicy.Permanent });
        first.Fail(new InvalidOperationException("The cable is loose."));
        Device second = await _application.Devices.WaitForAsync("a", static device => device.Incarnation == 2);
        second.Fail(new InvalidOperationException("The cable is loose again."));
        await _application.Devices.WhenFreeAsync("a");

        HealthReportEntry soon = await CheckAsync(HttpStatusCode.OK);
        _application.Time.Advance(TimeSpan.FromMinutes(10));
        HealthReportEntry late = await CheckAsync(HttpStatusCode.OK);

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy), (soon.Status, late.Status));
        Assert.Contains("restart limit", soon.Description, StringComparison.Ordinal);
        Assert.Equal(1L, soon.Data["Device.restart_limits"]);
    }

    [Fact]
    public async Task It_is_unhealthy_when_a_tracker_has_closed()
    {
        await _application.Devices.CloseAsync(CancellationToken.None);

        HealthReportEntry entry = await CheckAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal((HealthStatus.Unhealthy, "Tracker Device has closed."), (entry.Status, entry.Description));
    }

    private async Task<HealthReportEntry> CheckAsync(HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _application.GetAsync("/health");
        Assert.Equal(expected, response.StatusCode);
        return _report!.Entries["trackers"];
    }
}
