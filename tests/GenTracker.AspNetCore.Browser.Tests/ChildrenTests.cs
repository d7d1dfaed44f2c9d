using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class ChildrenTests(Chromium chromium)
{
    private const int Many = 100_000;

    [Fact]
    public async Task Values_of_all_attributes_are_live()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        stream.Token = "hunter2";
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        // The age moves.
        ILocator cells = tab.Row("tv1").Locator(":is(th, td):not(:nth-child(3))");
        await Expect(cells).ToHaveTextAsync(["tv1", "Running", "1", "0", "false", "0", "0", "untitled", "0ms", "–", "secret"]);

        stream.IncrementBytesIn(1_234_567);
        stream.Viewers = -5;
        stream.Online = true;
        stream.Title = "Evening news";
        stream.Delay = TimeSpan.FromMinutes(90);
        stream.LastPacket = new DateTimeOffset(2024, 2, 3, 22, 5, 6, TimeSpan.Zero);

        await Expect(cells).ToHaveTextAsync(
            ["tv1", "Running", "1", "0", "true", "1,234,567", "-5", "Evening news", "1h 30m", "3 Feb 2024, 23:05", "secret"]);
        await Expect(tab.Page.Locator("body")).Not.ToContainTextAsync("hunter2");
        await Expect(tab.Page.GetByText("3 Feb 2024, 23:05")).ToHaveAttributeAsync("title", new Regex("Saturday.*3 February 2024.*23:05:06"));
    }

    [Fact]
    public async Task Children_come_and_go_by_themselves()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await Expect(tab.Page.GetByText("There are no children now.")).ToBeVisibleAsync();

        await server.Streams.FindOrOpenAsync("tv2");
        await server.Streams.FindOrOpenAsync("tv1");
        await Expect(tab.Keys).ToHaveTextAsync(["tv1", "tv2"]);

        await server.Streams.StopAsync("tv1");
        await Expect(tab.Keys).ToHaveTextAsync(["tv2"]);
    }

    [Fact]
    public async Task An_exit_appears_with_its_reason_its_exception_and_its_final_attributes()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        stream.IncrementBytesIn(4_321);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await Expect(tab.Page.GetByText("No child has ended yet.")).ToBeVisibleAsync();

        stream.Fail(new InvalidOperationException("The antenna fell"));

        ILocator exit = tab.Page.Locator(".exits li");
        await Expect(exit).ToContainTextAsync("Failed");
        await Expect(exit.Locator("pre")).ToBeHiddenAsync();
        await exit.Locator("summary").ClickAsync();
        await Expect(exit.Locator("pre")).ToContainTextAsync("System.InvalidOperationException: The antenna fell");
        await Expect(exit.Locator("dl.final")).ToContainTextAsync("4,321");
    }

    [Fact]
    public async Task A_hundred_thousand_children_are_paged_sorted_and_filtered()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, Many);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device"));
        ILocator range = tab.Page.Locator(".range");
        await Expect(range).ToHaveTextAsync("1–50 of 100,000");
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(0, 50));

        await tab.Button("Next").ClickAsync();
        await Expect(range).ToHaveTextAsync("51–100 of 100,000");
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(50, 50));

        await tab.Page.GetByLabel("Page", new PageGetByLabelOptions { Exact = true }).FillAsync("2,000");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(range).ToHaveTextAsync("99,951–100,000 of 100,000");
        await Expect(tab.Button("Next")).ToBeDisabledAsync();

        await tab.Button("Signal").ClickAsync();
        await Expect(range).ToHaveTextAsync("1–50 of 100,000");
        await Expect(tab.Keys.First).ToHaveTextAsync("d099999");
        await Expect(tab.Page.Locator("th", new PageLocatorOptions { HasText = "Signal" })).ToHaveAttributeAsync("aria-sort", "descending");

        await tab.Filter.FillAsync("D0123");
        await Expect(range).ToHaveTextAsync("1–50 of 100, 100,000 in all");
        await Expect(tab.Keys.First).ToHaveTextAsync("d012399");

        await tab.Button("Signal").ClickAsync();
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(12_300, 50));

        await tab.Page.GetByLabel("Rows").SelectOptionAsync("100");
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(12_300, 100));

        await tab.Filter.FillAsync("nobody");
        await Expect(tab.Page.GetByText("No child matches the filter.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Reload_and_back_keep_filter_order_and_page()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, 200);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device&filter=d0001&size=25"));
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(100, 25));
        await tab.Button("Next").ClickAsync();
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(125, 25));

        await tab.Page.ReloadAsync();
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(125, 25));
        await Expect(tab.Filter).ToHaveValueAsync("d0001");

        await tab.Link("d000130").ClickAsync();
        await Expect(tab.Heading).ToHaveTextAsync("d000130");
        await tab.Page.GoBackAsync();
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(125, 25));
        await tab.Page.GoBackAsync();
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(100, 25));
    }

    [Fact]
    public async Task Two_quick_clicks_go_on_two_pages()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, 200);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device"));
        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(0, 50));

        await tab.Button("Next").DblClickAsync();

        await Expect(tab.Keys).ToHaveTextAsync(KeysFrom(100, 50));
    }

    [Fact]
    public async Task A_state_is_a_filter()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await Expect(tab.Button("All 1")).ToHaveAttributeAsync("aria-pressed", "true");

        await tab.Button("Restarting 0").ClickAsync();
        await Expect(tab.Page.GetByText("No child matches the filter.")).ToBeVisibleAsync();
        await Expect(tab.Button("Restarting 0")).ToHaveAttributeAsync("aria-pressed", "true");

        await tab.Button("Running 1").ClickAsync();
        await Expect(tab.Keys).ToHaveTextAsync(["tv1"]);
    }

    [Fact]
    public async Task A_wrong_order_in_the_address_is_answered_with_the_attributes_there_are()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device"));
        await Expect(tab.Status).ToHaveTextAsync("Live");
        tab.AllowsFailedRequests = true;

        await tab.Page.GotoAsync(new Uri(server.Address, "trackers/#/tracker?name=Device&sort=@Nothing").ToString());

        await Expect(tab.Page.Locator("#notice-text")).ToContainTextAsync("Signal, Messages");
    }

    private static string[] KeysFrom(int first, int count) => [.. Enumerable.Range(first, count).Select(static i => $"d{i:d6}")];
}
