using System;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using GenTracker.Tests.Shared;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class ConnectionTests(Chromium chromium)
{
    [Fact]
    public async Task A_lost_connection_is_shown_and_comes_back_by_itself()
    {
        int port = FreePorts.Get();
        DashboardServer first = await DashboardServer.StartAsync(static options => options.AllowStop = true, port: port);
        await first.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(first.Address, "trackers/#/child?tracker=LiveStream&key=tv1"));
        await Expect(tab.Status).ToHaveTextAsync("Live");
        await Expect(tab.Button("Stop")).ToBeEnabledAsync();
        await Expect(tab.Page.Locator("#notice")).ToBeHiddenAsync();
        tab.AllowsFailedRequests = true;

        await first.DisposeAsync();

        await Expect(tab.Status).ToHaveTextAsync("Connection lost");
        await Expect(tab.Page.Locator("#notice-text")).ToContainTextAsync("The figures are from");
        await Expect(tab.Page.Locator("html")).ToHaveClassAsync("stale");
        await Expect(tab.Heading).ToHaveTextAsync("tv1");

        await using DashboardServer second = await DashboardServer.StartAsync(port: port);
        LiveStream stream = await second.Streams.FindOrOpenAsync("tv1");
        stream.Viewers = 77;

        // The key may be asked for before it is open, which is a refusal.
        await Expect(tab.Page.Locator("html")).ToHaveClassAsync("");
        await Expect(tab.Status).ToHaveTextAsync("Live");
        await Expect(tab.Page.Locator("#notice")).ToBeHiddenAsync();
        await Expect(tab.Row("Viewers").Locator("td").First).ToHaveTextAsync("77");
        // The new program does not allow it.
        await Expect(tab.Button("Stop")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_is_opened_without_a_server_fills_itself_later()
    {
        int port = FreePorts.Get();
        DashboardServer first = await DashboardServer.StartAsync(port: port);
        await using Tab tab = await chromium.OpenAsync(new Uri(first.Address, "trackers/"));
        await Expect(tab.Status).ToHaveTextAsync("Live");
        tab.AllowsFailedRequests = true;
        await first.DisposeAsync();
        await Expect(tab.Status).ToHaveTextAsync("Connection lost");

        await tab.Link("Device").ClickAsync();
        await Expect(tab.Page.GetByText("Loading")).ToBeVisibleAsync();
        await using DashboardServer second = await DashboardServer.StartAsync(port: port);

        await Expect(tab.Heading).ToHaveTextAsync("Device");
        await Expect(tab.Status).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_pause_keeps_the_figures_and_says_so()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/child?tracker=LiveStream&key=tv1"));
        await Expect(tab.Row("Viewers").Locator("td").First).ToHaveTextAsync("0");

        await tab.Button("Pause").ClickAsync();
        await Expect(tab.Status).ToHaveTextAsync("Paused");
        await Expect(tab.Page.Locator("#notice-text")).ToContainTextAsync("Paused. The figures are from");
        stream.Viewers = 5;
        await tab.Button("Resume").ClickAsync();

        await Expect(tab.Row("Viewers").Locator("td").First).ToHaveTextAsync("5");
        await Expect(tab.Page.Locator("#notice")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_view_that_is_left_gives_back_its_stream()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));
        await Expect(tab.Status).ToHaveTextAsync("Live");

        // A busy server may see a page leave so late that it refuses the next stream. The page asks again.
        tab.AllowsFailedRequests = true;

        // The server has 64 streams: if a view kept its own, the last of these would be refused.
        for (var i = 0; i < 70; i++)
        {
            await tab.Page.EvaluateAsync("number => { location.hash = `#/tracker?name=Device&filter=${number}` }", i);
            await Expect(tab.Filter).ToHaveValueAsync($"{i}");
        }

        await Expect(tab.Page.Locator("[aria-busy]")).ToHaveCountAsync(0);
        await Expect(tab.Status).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_page_that_nobody_sees_gives_back_its_stream_until_somebody_looks()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/child?tracker=LiveStream&key=tv1"));
        await Expect(tab.Row("Viewers").Locator("td").First).ToHaveTextAsync("0");
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        tab.Page.RequestFailed += (_, request) => ended.TrySetResult(request.Url);

        await SetHiddenAsync(tab, true);
        Assert.Contains("/trackers/api/events?view=child", await ended.Task, StringComparison.Ordinal);
        stream.Viewers = 5;
        await SetHiddenAsync(tab, false);

        await Expect(tab.Row("Viewers").Locator("td").First).ToHaveTextAsync("5");
    }

    private static async Task SetHiddenAsync(Tab tab, bool isHidden) => await tab.Page.EvaluateAsync(
        """
        isHidden => {
            Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        isHidden);
}
