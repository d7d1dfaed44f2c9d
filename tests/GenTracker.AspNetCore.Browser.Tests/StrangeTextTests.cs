using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>Keys and attributes are texts of strangers.</summary>
[Collection(BrowserTests.Name)]
public sealed class StrangeTextTests(Chromium chromium)
{
    /// <summary>Keys, and how the page shows them.</summary>
    private static readonly (string Key, string Shown)[] Keys =
    [
        Same("<script>alert(1)</script>"),
        Same("<img src=x onerror=alert(1)>"),
        Same("\"'`><svg onload=alert(1)>"),
        Same("javascript:alert(1)"),
        Same("../../a/./b//c\\d"),
        Same("a?b=c&d=e#f%2Fg+h;i"),
        Same("${alert(1)}{{alert(1)}}"),
        Same("constructor"),
        Same("__proto__"),
        Same("عربي قناة"),
        Same("\U0001F3A5 film"),
        ("", "(empty)"),
        ("  two spaces ", "··two spaces·"),
        ("line\r\none\ttab\0nul\u001b[31m\u007f", "line\\r\\none\\ttab\\0nulU+001B[31mU+007F"),
        ("\u202egnp.exe", "U+202Egnp.exe"),
        ("a\u200bb\u00adc\u2028d\u00a0e\ufefff\u0085g", "aU+200BbU+00ADcU+2028dU+00A0eU+FEFFfU+0085g"),
    ];

    [Fact]
    public async Task Each_key_is_shown_as_text_and_leads_to_its_child()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(static options => options.AllowStop = true);
        foreach ((string key, _) in Keys)
            (await server.Streams.FindOrOpenAsync(key)).Title = key;
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await Expect(tab.Keys).ToHaveCountAsync(Keys.Length);

        foreach ((string key, string shown) in Keys)
        {
            LiveStream stream = server.Streams.Find(key)!;
            await tab.Keys.Filter(new LocatorFilterOptions { HasTextRegex = new Regex($"^{Regex.Escape(shown)}$") }).ClickAsync();
            await Expect(tab.Heading).ToHaveTextAsync(shown);
            await Expect(tab.Row("Title").Locator("td").First).ToHaveTextAsync(shown);
            await tab.Button("Stop").ClickAsync();
            await tab.Button("Stop this child").ClickAsync();
            await Expect(tab.Page.GetByText("Stopped.", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
            Assert.True(stream.Completion.IsCompleted, $"Another child than {shown} was stopped.");
            await tab.Link("LiveStream").ClickAsync();
        }

        await Expect(tab.Page.Locator(".exits li")).ToHaveCountAsync(Keys.Length);
        await Expect(tab.Page.Locator("main script, main img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_link_to_any_key_can_be_opened_again()
    {
        const string Key = "a?b=c&d=e#f%2Fg+h;i\r\n";
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Streams.FindOrOpenAsync(Key);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await tab.Keys.ClickAsync();
        await Expect(tab.Heading).ToHaveTextAsync("a?b=c&d=e#f%2Fg+h;i\\r\\n");

        await tab.Page.ReloadAsync();

        await Expect(tab.Heading).ToHaveTextAsync("a?b=c&d=e#f%2Fg+h;i\\r\\n");
        await Expect(tab.Row("Title")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_long_key_is_shortened_and_its_whole_text_is_within_reach()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        string key = new('k', 10_000);
        await server.Streams.FindOrOpenAsync(key);
        await using Tab tab = await chromium.OpenAsync(new Uri(server.Address, "trackers/#/tracker?name=LiveStream"));
        await Expect(tab.Keys).ToHaveTextAsync([new Regex("^k{35}….{12}$")]);
        await Expect(tab.Keys.Locator("[title]")).ToHaveAttributeAsync("title", new Regex("^k{200}"));

        await tab.Keys.ClickAsync();
        await tab.Page.GetByText("The whole key").ClickAsync();

        await Expect(tab.Page.Locator(".whole-key pre")).ToHaveTextAsync(new Regex("^k{200}"));
        Assert.False(await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
    }

    private static (string Key, string Shown) Same(string key) => (key, key);
}
