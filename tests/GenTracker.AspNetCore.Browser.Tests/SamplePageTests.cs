using System;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>The page of the sample LiveStreams, which runs in a process of its own.</summary>
[Collection(BrowserTests.Name)]
public sealed class SamplePageTests(Chromium chromium) : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private RunningProgram? _sample;
    private Uri? _address;

    public async Task InitializeAsync()
    {
        _sample = RunningProgram.Start(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "LiveStreams.dll"), "--urls", "http://127.0.0.1:0",
            "--Sources:news", "demo", "--Sources:sports", "demo");
        _address = await _sample.ListensAsync();
    }

    [Fact]
    public async Task A_stream_is_seen_live_linked_to_the_dashboard_and_stopped()
    {
        await using Tab tab = await chromium.OpenAsync(_address!);
        ILocator card = CardOf(tab, "demo");
        await Expect(card.Locator(".state")).ToHaveTextAsync("opens on demand");
        await Expect(card.Locator("code")).ToHaveTextAsync($"ffplay {_address}live/demo");

        using HttpResponseMessage viewer = await WatchAsync("demo");
        using HttpResponseMessage neighbour = await WatchAsync("news");
        await Expect(card.Locator(".state")).ToHaveTextAsync("running");
        await Expect(card.Locator("[data-value=viewers]")).ToHaveTextAsync("1");
        await Expect(card.Locator("[data-value=bitrate]")).Not.ToHaveTextAsync("0.00 Mbit/s");
        Assert.Equal($"{_address}trackers/#/child?tracker=LiveStream&key=demo", await card.Locator(".details").EvaluateAsync<string>("link => link.href"));
        await TakePicturesAsync();
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop" }).ClickAsync();

        await Expect(card.Locator(".state")).ToHaveTextAsync("opens on demand");
    }

    [Fact]
    public async Task The_player_shows_the_pictures_of_the_stream()
    {
        await using Tab tab = await chromium.OpenAsync(_address!);
        ILocator card = CardOf(tab, "demo");

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Play" }).ClickAsync();

        // Longer than what the first playlist has: the player has come back for more.
        await tab.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('video')].some(video => video.currentTime > 4 && video.videoWidth > 0)");
        await Expect(card.Locator(".state")).ToHaveTextAsync("running");
        await Expect(card.Locator("[data-value=viewers]")).ToHaveTextAsync("1");
        await Expect(card.Locator(".error")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_browser_that_plays_no_such_streams_is_told_the_command()
    {
        await using Tab tab = await chromium.OpenAsync(_address!);
        await tab.Page.EvaluateAsync("HTMLMediaElement.prototype.canPlayType = () => ''");
        ILocator card = CardOf(tab, "demo");

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Play" }).ClickAsync();

        await Expect(card.Locator(".error")).ToContainTextAsync("Use the command above");
        await Expect(card.Locator("video")).ToBeHiddenAsync();
        await Expect(card.Locator(".state")).ToHaveTextAsync("opens on demand");
    }

    [Fact]
    public async Task A_player_that_the_server_refuses_says_why()
    {
        await using Tab tab = await chromium.OpenAsync(_address!);
        tab.AllowsFailedRequests = true;
        const string Problem = """{"detail":"'demo' has 2 viewers, as many as it may have."}""";
        await tab.Page.RouteAsync("**/index.m3u8", static route => route.FulfillAsync(new RouteFulfillOptions { Status = 503, Body = Problem }));
        ILocator card = CardOf(tab, "demo");

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Play" }).ClickAsync();

        await Expect(card.Locator(".error")).ToHaveTextAsync("'demo' has 2 viewers, as many as it may have.");
        await Expect(card.Locator("video")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_dashboard_shows_the_three_trackers_of_the_sample()
    {
        using HttpResponseMessage viewer = await WatchAsync("demo");
        await using Tab tab = await chromium.OpenAsync(new Uri(_address!, "trackers/"));

        await Expect(tab.Link("LiveStream")).ToBeVisibleAsync();
        await Expect(tab.Link("Viewer")).ToBeVisibleAsync();
        await Expect(tab.Link("HlsOutput")).ToBeVisibleAsync();
        Assert.Equal("Healthy", await _http.GetStringAsync(new Uri(_address!, "health")));
    }

    public Task DisposeAsync() => _sample!.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    private static ILocator CardOf(Tab tab, string name) => tab.Page.GetByRole(AriaRole.Article).Filter(new LocatorFilterOptions { HasText = name });

    private Task<HttpResponseMessage> WatchAsync(string name) => _http.GetAsync(new Uri(_address!, $"live/{name}"), HttpCompletionOption.ResponseHeadersRead);

    private async Task TakePicturesAsync()
    {
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using Tab tab = await chromium.OpenAsync(
                _address!, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1200, Height = 620 } });
            await Expect(tab.Page.Locator("#summary")).ToHaveTextAsync("2 live, 2 watching");
            await Pictures.KeepAsync(tab, $"sample-{(scheme == ColorScheme.Light ? "light" : "dark")}.png");
        }
    }
}
