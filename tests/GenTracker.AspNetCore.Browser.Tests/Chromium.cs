using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>One headless Chromium for all tests: that of GENTRACKER_CHROMIUM, else the one of this machine.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Milliseconds. No test fails because the machine is slow.</summary>
    private const float Timeout = 120_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // What a browser does by itself would show up as traffic, and a container has no sandbox.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Timeout);
        _playwright = await Playwright.CreateAsync();
        string? path = Environment.GetEnvironmentVariable("GENTRACKER_CHROMIUM") ?? Find();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            // Where Chrome installs itself.
            Channel = path is null ? "chrome" : null,
            Headless = true,
            Args = Arguments,
        });
    }

    /// <summary>Opens a tab of its own, with its own storage.</summary>
    public async Task<Tab> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Europe/Berlin";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 860 };
        IBrowserContext context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Timeout);
        var tab = new Tab(await context.NewPageAsync());
        await tab.Page.GotoAsync(address.ToString());
        return tab;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find() =>
        (from folder in Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? []
         from name in Names
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
