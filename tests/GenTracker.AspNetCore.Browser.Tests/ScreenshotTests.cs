using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Browser.Tests.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenTracker.AspNetCore.Browser.Tests;

/// <summary>Takes the pictures of the dashboard.</summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenshotTests(Chromium chromium)
{
    private const string Berlin = "sports/berlin";

    /// <summary>A name, a fragment and the height of the window.</summary>
    private static readonly (string Name, string Fragment, int Height)[] Views =
    [
        ("overview", "", 620), ("tracker", "#/tracker?name=LiveStream&size=25", 760), ("child", $"#/child?tracker=LiveStream&key={Berlin}", 800),
    ];

    private static readonly (string Key, string Title)[] Streams =
    [
        ("cam/harbour", "Harbour"), ("cam/roof", "Roof"), ("news/one", "Evening news"), ("news/two", "Tagesschau"), ("radio/jazz", "Jazz at night"),
        ("radio/night", "Night talk"), (Berlin, "Formula E – Berlin"), ("sports/oslo", "Ski jumping"), ("weather", "Weather"),
    ];

    [Fact]
    public async Task Each_view_has_its_picture()
    {
        var clock = new HistoryClock(TimeSpan.FromMinutes(-6));
        await using DashboardServer server = await DashboardServer.StartAsync(
            static options => options.AllowStop = true,
            services => services
                .AddSingleton<TimeProvider>(clock)
                .AddTracker<LiveStreamTracker>(options =>
                {
                    options.TimeProvider = clock;
                    options.Restart = RestartPolicy.Transient;
                    options.MaxRestarts = 1;
                    options.RecentExits = 1_000;
                    // The first restart of a key comes at once, the second one not while the picture is taken.
                    options.Backoff = new RestartBackoff { Jitter = 0, Factor = 2_000, Max = TimeSpan.FromMinutes(2), ResetAfter = TimeSpan.FromHours(1) };
                })
                .AddTracker<DeviceTracker>(options => options.TimeProvider = clock));
        await LetSixMinutesPassAsync(server, clock);
        LiveStream berlin = server.Streams.Find(Berlin)!;
        foreach ((string name, string fragment, int height) in Views)
        {
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await using Tab tab = await chromium.OpenAsync(
                    new Uri(server.Address, "trackers/" + fragment),
                    new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1200, Height = height } });
                await Expect(tab.Status).ToHaveTextAsync("Live");
                if (name == "child")
                    await DrawLinesAsync(tab, berlin);

                await Pictures.KeepAsync(tab, $"dashboard-{name}-{(scheme == ColorScheme.Light ? "light" : "dark")}.png");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("#/tracker?name=LiveStream")]
    [InlineData("#/child?tracker=LiveStream&key=tv1")]
    public async Task A_narrow_window_shows_each_view_without_scrolling_sideways(string fragment)
    {
        await using DashboardServer server = await DashboardServer.StartAsync(static options => options.AllowStop = true);
        await server.Streams.FindOrOpenAsync("tv1");
        await using Tab tab = await chromium.OpenAsync(
            new Uri(server.Address, "trackers/" + fragment), new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 640 } });
        await Expect(tab.Status).ToHaveTextAsync("Live");

        Assert.Equal(360, await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    /// <summary>Each value is seen before the next one, so that the line has a point for it.</summary>
    private static async Task DrawLinesAsync(Tab tab, LiveStream stream)
    {
        for (var i = 0; i < 5; i++)
        {
            stream.Viewers = 1_200 + (i * i * 17 % 90);
            stream.IncrementBytesIn(700_000 + (i * 131_013 % 400_000));
            await Expect(tab.Row("BytesIn").Locator("td").First).ToContainTextAsync(stream.BytesIn.ToString("N0", CultureInfo.InvariantCulture));
        }
    }

    private static async Task LetSixMinutesPassAsync(DashboardServer server, HistoryClock clock)
    {
        var random = new Random(21);
        foreach ((string key, string title) in Streams)
            Fill(await server.Streams.FindOrOpenAsync(key), title, random);
        var devices = 0;
        for (var i = 0; i < 72; i++)
        {
            clock.PutForward(TimeSpan.FromSeconds(5));
            int arrivals = 30 + (int)(20 * Math.Sin(i / 5.0)) + random.Next(12);
            server.AddDevices(devices, arrivals);
            devices += arrivals;
            int guests = 4 + (int)(3 * Math.Sin(i / 6.0)) + random.Next(3);
            for (var guest = 0; guest < 9; guest++)
            {
                if (guest < guests)
                    Fill(await server.Streams.FindOrOpenAsync($"guest/{i}-{guest}"), "untitled", random);
                await server.Streams.StopAsync($"guest/{i - 3}-{guest}");
            }

            if (i % 8 == 3)
                await RestartAsync(server, Streams[i / 8], random);
        }

        // Within a minute after its restart: too many.
        LiveStream weather = server.Streams.Find("weather")!;
        Fail(weather);
        await weather.Completion;
        Fail(server.Streams.Find("cam/roof")!);
    }

    private static async Task RestartAsync(DashboardServer server, (string Key, string Title) stream, Random random)
    {
        Fail(server.Streams.Find(stream.Key)!);
        Fill(await server.Streams.WaitForAsync(stream.Key, static next => next.Incarnation > 1), stream.Title, random);
    }

    private static void Fail(LiveStream stream) => stream.Fail(new IOException("The source closed the connection: broken pipe"));

    private static void Fill(LiveStream stream, string title, Random random)
    {
        stream.Online = true;
        stream.Title = title;
        stream.Viewers = random.Next(2_000);
        stream.Delay = TimeSpan.FromMilliseconds(random.Next(400, 4_000));
        stream.LastPacket = DateTimeOffset.UtcNow;
        stream.IncrementBytesIn(random.NextInt64(900_000_000));
    }
}
