using System;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class OverviewTests(Chromium chromium)
{
    [Fact]
    public async Task All_trackers_are_shown_and_their_counts_are_live()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers"));

        ILocator streams = tab.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "LiveStream" });
        await Expect(streams).ToContainTextAsync("Running 1");
        await Expect(tab.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "Device" })).ToContainTextAsync("Running 0");

        server.AddDevices(0, 1_234);
        await server.Streams.FindOrOpenAsync("tv2");

        await Expect(streams).ToContainTextAsync("Running 2");
        await Expect(tab.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "Device" })).ToContainTextAsync("Running 1,234");
        await Expect(tab.Page.GetByText("2 trackers · 1,236 children running · no problems")).ToBeVisibleAsync();
        await Expect(tab.Status).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task Problems_are_said_in_words()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(
            services: static services => services.AddTracker<LiveStreamTracker>(static options =>
            {
                options.Restart = RestartPolicy.Permanent;
                options.MaxRestarts = 0;
            }));
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        stream.Fail(new InvalidOperationException("No signal"));
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));

        await Expect(tab.Page.GetByText("1 hit the restart limit")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("1 with problems")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_application_without_trackers_says_how_to_register_one()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(services: static _ => { });
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));

        await Expect(tab.Page.GetByText("No tracker is registered.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("#/tracker?name=Nobody", "Nobody")]
    [InlineData("#/child?tracker=LiveStream&key=nobody", "nobody")]
    [InlineData("#/somewhere", "names no view")]
    public async Task What_there_is_not_is_said_and_leads_back(string fragment, string text)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));
        tab.AllowsFailedRequests = true;
        await tab.Page.GotoAsync(new Uri(server.Address, "trackers/" + fragment).ToString());

        await Expect(tab.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);
        await Expect(tab.Status).ToHaveTextAsync("Refused");
        await tab.Link("Trackers").ClickAsync();
        await Expect(tab.Heading).ToHaveTextAsync("Trackers");
    }

    [Fact]
    public async Task An_unknown_tracker_is_answered_with_links_to_those_there_are()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));
        tab.AllowsFailedRequests = true;
        await tab.Page.GotoAsync(new Uri(server.Address, "trackers/#/tracker?name=Nobody").ToString());

        await tab.Link("Device").ClickAsync();

        await Expect(tab.Heading).ToHaveTextAsync("Device");
    }

    [Fact]
    public async Task The_page_has_landmarks_and_moves_nothing_for_who_asks()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(
            new Uri(server.Address, "trackers/"), new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });

        await Expect(tab.Page.GetByRole(AriaRole.Banner)).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Breadcrumb" })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Contentinfo)).ToBeVisibleAsync();
        await Expect(tab.Status).ToHaveTextAsync("Live");
        Assert.Equal("none", await tab.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('status'), '::before').animationName"));
    }

    [Fact]
    public async Task No_text_can_become_markup_in_the_page()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));

        await Assert.ThrowsAsync<PlaywrightException>(() => tab.Page.EvaluateAsync("document.body.innerHTML = '<b>bold</b>'"));

        Assert.Contains("TrustedHTML", tab.TakeErrors(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_follows_the_readers_colour_scheme(ColorScheme scheme)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"), new BrowserNewContextOptions { ColorScheme = scheme });

        await Expect(tab.Status).ToHaveTextAsync("Live");
        double paper = await GetLightnessAsync(tab, "background-color");
        double ink = await GetLightnessAsync(tab, "color");

        Assert.Equal(scheme == ColorScheme.Light, paper > ink);
        // WCAG asks for 4.5.
        Assert.True((Math.Max(paper, ink) + 0.05) / (Math.Min(paper, ink) + 0.05) > 7);
    }

    /// <summary>The relative luminance, as WCAG defines it.</summary>
    private static Task<double> GetLightnessAsync(Tab tab, string property) => tab.Page.EvaluateAsync<double>(
        """
        property => getComputedStyle(document.body).getPropertyValue(property).match(/[\d.]+/g).slice(0, 3)
            .map(text => Number(text) / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
        """,
        property);
}
