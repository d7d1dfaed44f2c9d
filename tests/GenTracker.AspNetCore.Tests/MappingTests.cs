using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>Where the dashboard is mapped, and what it does while nobody looks.</summary>
public sealed class MappingTests
{
    [Theory]
    [InlineData("/admin/live", "/admin/live", "live/")]
    [InlineData("admin/live/", "/admin/live", "live/")]
    [InlineData("/{tenant}/a b", "/t/a%20b", "a%20b/")]
    public async Task It_is_where_it_is_mapped(string pattern, string prefix, string location)
    {
        await using TestApplication application = TestApplication.Start(map: (app, _) => app.MapTrackers(pattern));

        using HttpResponseMessage folder = await application.Client.GetAsync(new Uri(prefix, UriKind.Relative));
        using HttpResponseMessage page = await application.Client.GetAsync(new Uri(prefix + "/", UriKind.Relative));
        using HttpResponseMessage json = await application.Client.GetAsync(new Uri(prefix + "/api/trackers", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Found, location), (folder.StatusCode, folder.Headers.Location!.OriginalString));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, json.StatusCode));
    }

    [Fact]
    public async Task It_may_be_the_whole_site()
    {
        await using TestApplication application = TestApplication.Start(map: static (app, _) => app.MapTrackers("/"));

        using HttpResponseMessage page = await application.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Two_trackers_of_one_name_are_told_apart()
    {
        await using TestApplication application = TestApplication.Start(build: static builder =>
        {
            builder.Services.AddSingleton<ITrackerMonitor>(new FakeMonitor("Device"));
            builder.Services.AddSingleton<ITrackerMonitor>(new FakeMonitor("Device"));
        });

        JsonElement overview = await application.GetJsonAsync("/api/trackers");
        JsonElement second = await application.GetJsonAsync("/api/tracker?name=Device%20(2)");

        Assert.Equal(
            ["Device", "Device (2)", "Device (3)"],
            overview.GetProperty("trackers").EnumerateArray().Select(static tracker => tracker.GetProperty("name").GetString()));
        Assert.Equal("GenTracker.AspNetCore.Tests.FakeMonitor", second.GetProperty("childType").GetString());
    }

    [Fact]
    public async Task An_application_without_trackers_has_an_empty_overview()
    {
        await using WebApplication application = CreateWithoutTrackers();

        using HttpClient client = new() { BaseAddress = new Uri(application.Urls.Single()) };
        JsonElement overview = JsonElement.Parse(await client.GetStringAsync(new Uri("/trackers/api/trackers", UriKind.Relative)));

        Assert.Empty(overview.GetProperty("trackers").EnumerateArray());
    }

    [Fact]
    public void A_sample_reads_no_children_and_none_is_taken_after_the_stop()
    {
        var time = new FakeTimeProvider();
        var monitor = new FakeMonitor("Device");
        var tracker = new MonitoredTracker("Device", monitor);
        var sampler = new HistorySampler(new([tracker]), time);

        sampler.Start();
        time.Advance(TimeSpan.FromSeconds(10));
        int before = monitor.Asked.Count;
        sampler.Stop();
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["Count", "GetTotals"], monitor.Asked.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((6, 6), (before, monitor.Asked.Count));
    }

    private static WebApplication CreateWithoutTrackers()
    {
        WebApplication application = WebApplication.CreateSlimBuilder().Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapTrackers();
        application.Start();
        return application;
    }
}
