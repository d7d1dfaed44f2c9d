using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class ChildTests(Chromium chromium)
{
    private const string Tv1 = "trackers/#/child?tracker=LiveStream&key=tv1";

    [Fact]
    public async Task Attributes_are_live_and_draw_a_line()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));
        await Expect(tab.Heading).ToHaveTextAsync("tv1");
        ILocator viewers = tab.Row("Viewers");
        await Expect(viewers.Locator("td").First).ToHaveTextAsync("0");
        await Expect(tab.Row("Token").Locator("td").First).ToHaveTextAsync("secret");

        stream.Viewers = 12_345;

        await Expect(viewers.Locator("td").First).ToHaveTextAsync("12,345");
        await Expect(viewers.Locator("path.spark-line")).ToHaveAttributeAsync("d", new Regex("^M.*L"));
        await Expect(viewers.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", "Viewers, as seen on this page");
        await Expect(viewers).ToContainTextAsync("Int32 · settable · survives");
    }

    [Fact]
    public async Task A_restart_shows_the_next_incarnation_and_why_the_last_one_ended()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(
            services: static services => services.AddTracker<LiveStreamTracker>(static options => options.Restart = RestartPolicy.Transient));
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));
        ILocator life = tab.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Life" });
        await Expect(life).ToContainTextAsync("Restarts0");

        stream.Fail(new InvalidOperationException("The antenna fell"));

        await Expect(life).ToContainTextAsync("Restarts1");
        await Expect(life).ToContainTextAsync("failed: The antenna fell");
        await Expect(tab.Page.Locator(".exits li")).ToContainTextAsync("restarts");
    }

    [Fact]
    public async Task Stop_asks_first_and_stops_this_child()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(static options => options.AllowStop = true);
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        LiveStream other = await server.Streams.FindOrOpenAsync("tv2");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog);

        await tab.Button("Stop").ClickAsync();
        await Expect(dialog).ToHaveAccessibleNameAsync("Stop tv1?");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        Assert.False(stream.Completion.IsCompleted);

        await tab.Button("Stop").ClickAsync();
        await tab.Button("Stop this child").ClickAsync();

        await Expect(tab.Page.GetByText("Stopped.", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("This child has ended.")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".exits li")).ToContainTextAsync("Stopped");
        await Expect(tab.Button("Stop")).ToBeDisabledAsync();
        Assert.Equal(ExitReason.Stopped, (await stream.Completion).Reason);
        Assert.False(other.Completion.IsCompleted);
    }

    [Fact]
    public async Task An_ended_child_comes_back_when_its_key_is_opened_again()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Streams.FindOrOpenAsync("tv1");
        await server.Streams.StopAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));
        await Expect(tab.Page.GetByText("This child has ended.")).ToBeVisibleAsync();
        await Expect(tab.Row("Viewers")).ToBeHiddenAsync();

        await server.Streams.FindOrOpenAsync("tv1");

        await Expect(tab.Row("Viewers")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("This child has ended.")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task There_is_no_stop_without_permission()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));

        await Expect(tab.Row("Viewers")).ToBeVisibleAsync();
        await Expect(tab.Button("Stop")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_refused_stop_says_why()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(static options => options.AllowStop = true);
        await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, Tv1));
        tab.AllowsFailedRequests = true;
        await tab.Button("Stop").ClickAsync();
        // Another one stops it while the question is open.
        await server.Streams.StopAsync("tv1");

        await tab.Button("Stop this child").ClickAsync();

        await Expect(tab.Page.GetByText("Not stopped:")).ToBeVisibleAsync();
    }
}
