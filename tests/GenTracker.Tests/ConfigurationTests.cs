using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Options from a section of the configuration: every one of them can be set, and nothing in the section is without an effect.</summary>
public sealed class ConfigurationTests
{
    private const string Names =
        "AfterTerminateTimeout, Backoff, CloseOn, LongRunning, MaxChildren, MaxMetricSeries, MaxRestarts, RecentExits, Restart, RestartWindow, StartTimeout "
            + "and StopTimeout";

    private const string Whole =
        """
        {
          "Streams": {
            "AfterTerminateTimeout": "00:00:01",
            "Backoff": { "Factor": 3.5, "Initial": "00:00:02", "Jitter": 0.25, "Max": "00:00:03", "ResetAfter": "1.00:00:00" },
            "CloseOn": "HostStopped",
            "LongRunning": true,
            "MaxChildren": 4,
            "MaxMetricSeries": 9,
            "MaxRestarts": 5,
            "RecentExits": 8,
            "Restart": "transient",
            "restartwindow": "00:00:06",
            "StartTimeout": "infinite",
            "StopTimeout": "00:00:07.5"
          }
        }
        """;

    private static readonly string[] NotConfigurable = [nameof(TrackerOptions.TimeProvider)];

    public static TheoryData<string, string> WrongValues => new()
    {
        { """ "StopTimeout": "5" """, "Streams:StopTimeout is \"5\"; it must be a time such as 00:00:30, or Infinite" },
        { """ "StopTimeout": "soon" """, "Streams:StopTimeout is \"soon\"; it must be a time such as 00:00:30, or Infinite" },
        { """ "RestartWindow": "Infinite" """, "Streams:RestartWindow is \"Infinite\"; it must be a time such as 00:00:30" },
        { """ "RestartWindow": "" """, "Streams:RestartWindow is \"\"; it must be a time such as 00:00:30" },
        { """ "MaxChildren": "many" """, "Streams:MaxChildren is \"many\"; it must be a whole number" },
        { """ "MaxChildren": "99999999999" """, "Streams:MaxChildren is \"99999999999\"; it must be a whole number" },
        { """ "MaxRestarts": 1.5 """, "Streams:MaxRestarts is \"1.5\"; it must be a whole number" },
        { """ "MaxRestarts": [ 1, 2 ] """, "Streams:MaxRestarts is a section; it must be a whole number" },
        { """ "Restart": "Never" """, "Streams:Restart is \"Never\"; it must be Temporary, Transient or Permanent" },
        { """ "Restart": "1" """, "Streams:Restart is \"1\"; it must be Temporary, Transient or Permanent" },
        { """ "Restart": "Temporary, Transient" """, "Streams:Restart is \"Temporary, Transient\"; it must be Temporary, Transient or Permanent" },
        { """ "LongRunning": "yes" """, "Streams:LongRunning is \"yes\"; it must be true or false" },
        { """ "CloseOn": "Later" """, "Streams:CloseOn is \"Later\"; it must be HostStopping or HostStopped" },
        { """ "Backoff": "00:00:01" """, "Streams:Backoff is \"00:00:01\"; it must be a section with Factor, Initial, Jitter, Max and ResetAfter" },
        { """ "Backoff": { "Factor": "two" } """, "Streams:Backoff:Factor is \"two\"; it must be a number such as 0.5" },
        { """ "Backoff": { "Factor": "1,5" } """, "Streams:Backoff:Factor is \"1,5\"; it must be a number such as 0.5" },
        { """ "Backoff": { "Initial": "10" } """, "Streams:Backoff:Initial is \"10\"; it must be a time such as 00:00:30" },
    };

    public static TheoryData<string, string> UnknownNames => new()
    {
        { """ "StopTimout": "00:00:01" """, "the configuration section Streams has StopTimout, which is no option. The options are " + Names },
        { """ "TimeProvider": null """, "the configuration section Streams has TimeProvider, which is no option. The options are " + Names },
        { """ "Retry": { "Max": 3 } """, "the configuration section Streams has Retry, which is no option. The options are " + Names },
        {
            """ "Backoff": { "Intial": "00:00:01" } """,
            "the configuration section Streams:Backoff has Intial, which is no option. The options are Factor, Initial, Jitter, Max and ResetAfter"
        },
    };

    [Fact]
    public async Task Every_option_comes_from_its_section()
    {
        using IHost host = NewHost(Whole);
        await host.StartAsync();

        TrackerOptions options = OptionsOf(host);

        Assert.Equal((TimeSpan.FromSeconds(1), TrackerCloseTrigger.HostStopped), (options.AfterTerminateTimeout, options.CloseOn));
        Assert.Equal((true, 4), (options.LongRunning, options.MaxChildren));
        Assert.Equal((5, RestartPolicy.Transient, TimeSpan.FromSeconds(6)), (options.MaxRestarts, options.Restart, options.RestartWindow));
        Assert.Equal((8, 9), (options.RecentExits, options.MaxMetricSeries));
        Assert.Equal((Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(7.5)), (options.StartTimeout, options.StopTimeout));
        Assert.Equal(
            new RestartBackoff
            {
                Factor = 3.5,
                Initial = TimeSpan.FromSeconds(2),
                Jitter = 0.25,
                Max = TimeSpan.FromSeconds(3),
                ResetAfter = TimeSpan.FromDays(1),
            },
            options.Backoff);
        await host.StopAsync();
    }

    [Fact]
    public void A_section_can_have_every_option_there_is()
    {
        IConfigurationSection section = Read(Whole).GetSection("Streams");

        AssertNames(typeof(TrackerOptions), section);
        AssertNames(typeof(RestartBackoff), section.GetSection("Backoff"));
    }

    [Fact]
    public void The_section_comes_first_and_code_after_it()
    {
        using IHost host = NewHost(
            """{ "Streams": { "MaxChildren": 4, "MaxRestarts": 5, "Backoff": { "Initial": "00:00:02" } } }""",
            configure: static options =>
            {
                options.MaxChildren = 7;
                options.Backoff = options.Backoff with { Factor = 3 };
            });

        TrackerOptions options = OptionsOf(host);

        Assert.Equal((7, 5, TimeSpan.FromSeconds(2), 3), (options.MaxChildren, options.MaxRestarts, options.Backoff.Initial, options.Backoff.Factor));
    }

    [Fact]
    public void What_is_null_in_the_section_keeps_its_default()
    {
        using IHost host = NewHost("""{ "Streams": { "MaxChildren": null, "Backoff": null, "StopTimeout": null, "MaxRestarts": 5 } }""");

        TrackerOptions options = OptionsOf(host);

        Assert.Equal((int.MaxValue, 5), (options.MaxChildren, options.MaxRestarts));
        Assert.Equal((new RestartBackoff(), TimeSpan.FromSeconds(5)), (options.Backoff, options.StopTimeout));
    }

    [Theory]
    [MemberData(nameof(WrongValues))]
    [MemberData(nameof(UnknownNames))]
    public async Task What_has_no_effect_fails_the_start_with_its_path_its_value_and_what_is_possible(string entry, string expected)
    {
        using IHost host = NewHost($$"""{ "Streams": { {{entry}} } }""");

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal($"Tracker Hosted: {expected}.", Assert.Single(refused.Failures));
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("""{ "Streams": { } }""")]
    [InlineData("""{ "Streams": "on" }""")]
    [InlineData("""{ "Stream": { "MaxChildren": 4 } }""")]
    public async Task A_section_that_does_not_exist_or_is_empty_fails_the_start(string json)
    {
        using IHost host = NewHost(json);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(
            "Tracker Hosted: the configuration section Streams does not exist or is empty. Give AddTracker the tracker's section, or none.",
            Assert.Single(refused.Failures));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_ten_of_it_at_most()
    {
        string entries = string.Join(", ", Enumerable.Range(0, 30).Select(static number => $"\"Other{number}\": 1"));
        using IHost host = NewHost($$"""{ "Streams": { "StopTimeout": "5", {{entries}} } }""");

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(10, refused.Failures.Count());
    }

    [Fact]
    public async Task The_whole_configuration_is_no_section()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Information" });
        builder.Services.AddTracker<HostedTracker>(builder.Configuration);
        using IHost host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Tracker Hosted: the whole configuration has Logging, which is no option.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_is_null_is_refused() =>
        Assert.Equal("section", Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddTracker<HostedTracker>((IConfiguration)null!)).ParamName);

    private static void AssertNames(Type options, IConfigurationSection section) =>
        Assert.Equal(
            options.GetProperties().Select(static property => property.Name).Except(NotConfigurable).Order(StringComparer.OrdinalIgnoreCase),
            section.GetChildren().Select(static entry => entry.Key).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    private static TrackerOptions OptionsOf(IHost host) => host.Services.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get("Hosted");

    private static IConfiguration Read(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static IHost NewHost(string json, Action<TrackerOptions>? configure = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTracker<HostedTracker>(Read(json).GetSection("Streams"), configure);
        return builder.Build();
    }

    private sealed class HostedTracker(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory)
        : Tracker<string, Probe>("Hosted", options, services, loggerFactory, StringComparer.Ordinal, []), ITrackerFactory<HostedTracker>
    {
        static string ITrackerFactory<HostedTracker>.TrackerName => "Hosted";

        static HostedTracker ITrackerFactory<HostedTracker>.Create(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory) =>
            new(options, services, loggerFactory);
    }
}
