using System;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task Slash_goes_to_the_filter_and_escape_empties_and_leaves_it()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, 20);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device"));
        await Expect(tab.Keys).ToHaveCountAsync(20);
        IKeyboard keyboard = tab.Page.Keyboard;

        await keyboard.PressAsync("/");
        await Expect(tab.Filter).ToBeFocusedAsync();
        await keyboard.TypeAsync("d00001");
        await Expect(tab.Keys).ToHaveCountAsync(10);
        await keyboard.PressAsync("Escape");
        await Expect(tab.Keys).ToHaveCountAsync(20);
        await Expect(tab.Filter).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");

        await Expect(tab.Filter).Not.ToBeFocusedAsync();
        await Expect(tab.Filter).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Arrows_move_through_the_keys_and_focus_survives_updates()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, 3);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device&sort=@Signal&desc=true"));
        await Expect(tab.Keys).ToHaveTextAsync(["d000002", "d000001", "d000000"]);
        IKeyboard keyboard = tab.Page.Keyboard;
        await tab.Keys.First.FocusAsync();

        await keyboard.PressAsync("ArrowDown");
        await Expect(tab.Link("d000001")).ToBeFocusedAsync();
        await keyboard.PressAsync("End");
        await Expect(tab.Link("d000000")).ToBeFocusedAsync();

        // The focused row moves to the first place.
        server.Devices.Find("d000000")!.Signal = 99;
        await Expect(tab.Keys).ToHaveTextAsync(["d000000", "d000002", "d000001"]);
        await Expect(tab.Link("d000000")).ToBeFocusedAsync();

        await keyboard.PressAsync("Enter");
        await Expect(tab.Heading).ToHaveTextAsync("d000000");
        await Expect(tab.Heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        // In the view of a tracker, the path of links and the button Pause come before the content.
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.AddDevices(0, 3);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=Device"));
        await Expect(tab.Keys).ToHaveCountAsync(3);

        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(tab.Link("Skip to the content")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Tab");

        await Expect(tab.Filter).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Each_view_can_be_used_without_a_mouse()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(static options => options.AllowStop = true);
        LiveStream stream = await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/"));
        IKeyboard keyboard = tab.Page.Keyboard;
        await tab.Link("LiveStream").PressAsync("Enter");
        await Expect(tab.Keys).ToHaveTextAsync(["tv1"]);
        await tab.Button("Viewers").PressAsync("Enter");
        await Expect(tab.Page.Locator("th", new PageLocatorOptions { HasText = "Viewers" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(tab.Button("Viewers")).ToBeFocusedAsync();
        await tab.Keys.First.PressAsync("Enter");

        await Expect(tab.Button("Stop")).ToBeEnabledAsync();
        await tab.Button("Stop").PressAsync("Enter");
        await Expect(tab.Button("Cancel")).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");

        await Expect(tab.Page.GetByText("Stopped.", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        Assert.True(stream.Completion.IsCompleted);
    }
}
