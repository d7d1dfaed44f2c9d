using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Hosting;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A tracker in a host: registered, configured, and closed before the servers that wait for its children.</summary>
public sealed class HostingTests
{
    [Fact]
    public void A_tracker_is_registered_once_however_often_it_is_added()
    {
        HostApplicationBuilder builder = NewBuilder();

        builder.Services.AddTracker<HostedTracker>(options => options.MaxChildren = 3);
        builder.Services.AddTracker<HostedTracker>(options => options.MaxRestarts = 4);
        using IHost host = builder.Build();

        Assert.Same(host.Services.GetRequiredService<HostedTracker>(), host.Services.GetRequiredService<HostedTracker>());
        Assert.Single(host.Services.GetServices<IHostedService>().OfType<TrackerHostedService<HostedTracker>>());
        TrackerOptions options = host.Services.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get("Hosted");
        Assert.Equal((3, 4), (options.MaxChildren, options.MaxRestarts));
    }

    [Fact]
    public void Services_that_are_null_are_refused() =>
        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => default(IServiceCollection)!.AddTracker<HostedTracker>()).ParamName);

    [Fact]
    public async Task A_tracker_s_options_are_bound_by_its_name_and_then_configured()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Streams:MaxChildren"] = "1",
            ["Streams:StopTimeout"] = "00:00:07",
            ["Streams:Restart"] = "Transient",
            ["Streams:Backoff:Initial"] = "00:00:02",
        });
        builder.Services.Configure<TrackerOptions>("Hosted", builder.Configuration.GetSection("Streams"));
        builder.Services.AddTracker<HostedTracker>(options => options.MaxRestarts = 9);
        using IHost host = builder.Build();
        await host.StartAsync();

        TrackerOptions options = host.Services.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get("Hosted");
        Assert.Equal(
            (1, TimeSpan.FromSeconds(7), RestartPolicy.Transient, 9), (options.MaxChildren, options.StopTimeout, options.Restart, options.MaxRestarts));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)), (options.Backoff.Initial, options.Backoff.Max));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("HostedTracker", true)]
    [InlineData("", true)]
    [InlineData("Hosted", false)]
    [InlineData(null, false)]
    public async Task Options_that_no_tracker_reads_are_told_at_start(string? name, bool areTold)
    {
        HostApplicationBuilder builder = NewBuilder();
        var log = new RecordingLog();
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddTracker<HostedTracker>();
        builder.Services.AddSingleton<IConfigureOptions<TrackerOptions>>(
            new ConfigureNamedOptions<TrackerOptions>(name, static options => options.MaxChildren = 3));
        using IHost host = builder.Build();

        await host.StartAsync();

        string[] expected = areTold
            ? [$"17 Warning TrackerOptions are configured under the name \"{name}\" and have no effect, because no tracker of this name was added. "
                + "The trackers are: Hosted. Give AddTracker the section of the configuration"]
            : [];
        Assert.Equal(
            expected,
            log.Entries.Where(static entry => entry.Category == "GenTracker").Select(static entry => $"{entry.Id} {entry.Level} {entry.Message}"));
    }

    [Fact]
    public async Task A_host_whose_logger_throws_starts_all_the_same()
    {
        HostApplicationBuilder builder = NewBuilder();
        var refused = 0;
        var log = new RecordingLog
        {
            OnLog = entry =>
            {
                if (entry.Category != "GenTracker")
                    return;
                refused++;
                throw new InvalidOperationException("The disk is full.");
            },
        };
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddTracker<HostedTracker>();
        builder.Services.Configure<TrackerOptions>("Streams", static options => options.MaxChildren = 3);
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.Equal(1, refused);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_section_that_is_bound_under_a_name_that_no_tracker_has_is_told_at_start_once()
    {
        HostApplicationBuilder builder = NewBuilder();
        var log = new RecordingLog();
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddTracker<HostedTracker>();
        builder.Services.Configure<TrackerOptions>("Streams", builder.Configuration.GetSection("Streams"));
        builder.Services.AddOptions<TrackerOptions>("Streams").BindConfiguration("Streams");
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.Equal([17], log.Entries.Where(static entry => entry.Category == "GenTracker").Select(static entry => entry.Id));
    }

    [Fact]
    public async Task The_options_reach_the_tracker()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddTracker<HostedTracker>(options => options.MaxChildren = 1);
        using IHost host = builder.Build();
        await host.StartAsync();
        var tracker = host.Services.GetRequiredService<HostedTracker>();
        await PoolWorld.Within(tracker.OpenAsync("a"));

        await Assert.ThrowsAsync<TrackerFullException>(() => tracker.OpenAsync("b"));

        await host.StopAsync();
    }

    [Fact]
    public async Task Wrong_options_stop_the_host_s_start_with_tracker_option_and_value()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddTracker<HostedTracker>(options => options.StopTimeout = TimeSpan.FromSeconds(-3));
        using IHost host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Tracker Hosted: StopTimeout is -00:00:03", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_are_told_to_whoever_reads_them_also_without_a_start()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddTracker<HostedTracker>(options => options.StopTimeout = TimeSpan.FromSeconds(-3));
        using IHost host = builder.Build();
        var options = host.Services.GetRequiredService<IOptionsMonitor<TrackerOptions>>();

        var refused = Assert.Throws<OptionsValidationException>(() => options.Get("Hosted"));

        Assert.Contains("Tracker Hosted: StopTimeout is -00:00:03", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_service_stops_the_host_s_start_by_name()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddTracker<WantingTracker>();
        using IHost host = builder.Build();

        var refused = await Assert.ThrowsAsync<TrackerException>(() => host.StartAsync());

        Assert.Contains($"{typeof(Version)} (parameter version)", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tracker_closes_when_the_host_begins_to_stop_before_any_service_is_stopped(bool trackerIsFirst)
    {
        HostApplicationBuilder builder = NewBuilder();
        var server = new WaitingServer();
        if (trackerIsFirst)
            builder.Services.AddTracker<HostedTracker>();
        builder.Services.AddSingleton<IHostedService>(server);
        if (!trackerIsFirst)
            builder.Services.AddTracker<HostedTracker>();
        using IHost host = builder.Build();
        await host.StartAsync();
        var tracker = host.Services.GetRequiredService<HostedTracker>();
        server.Child = await PoolWorld.Within(tracker.OpenAsync("a"));

        await PoolWorld.Within(host.StopAsync());

        Assert.True(server.ChildHadEndedWhenItWasStopped, "The server was stopped while a child that it may wait for was still there.");
        Assert.Equal(ExitReason.TrackerClosed, (await server.Child.Completion).Reason);
        await Assert.ThrowsAsync<TrackerClosedException>(() => tracker.OpenAsync("b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tracker_may_close_when_all_services_have_stopped_so_that_requests_in_flight_still_have_it(bool trackerIsFirst)
    {
        HostApplicationBuilder builder = NewBuilder();
        var server = new WaitingServer();
        if (trackerIsFirst)
            builder.Services.AddTracker<HostedTracker>(static options => options.CloseOn = TrackerCloseTrigger.HostStopped);
        builder.Services.AddSingleton<IHostedService>(server);
        if (!trackerIsFirst)
            builder.Services.AddTracker<HostedTracker>(static options => options.CloseOn = TrackerCloseTrigger.HostStopped);
        using IHost host = builder.Build();
        await host.StartAsync();
        var tracker = host.Services.GetRequiredService<HostedTracker>();
        server.Child = await PoolWorld.Within(tracker.OpenAsync("a"));
        server.OnStop = () => PoolWorld.Within(tracker.OpenAsync("opened while the server stops"));

        await PoolWorld.Within(host.StopAsync());

        Assert.False(server.ChildHadEndedWhenItWasStopped, "The tracker was closed while a server had requests in flight.");
        Assert.Equal(ExitReason.TrackerClosed, (await server.Child.Completion).Reason);
        await Assert.ThrowsAsync<TrackerClosedException>(() => tracker.OpenAsync("b"));
    }

    [Fact]
    public async Task The_host_s_own_timeout_ends_the_grace_of_deaf_children()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddTracker<HostedTracker>(options => options.StopTimeout = Timeout.InfiniteTimeSpan);
        using IHost host = builder.Build();
        await host.StartAsync();
        var tracker = host.Services.GetRequiredService<HostedTracker>();
        TaskCompletionSource deaf = PoolWorld.NewEvent();
        Probe probe = await PoolWorld.Within(tracker.OpenAsync("a", made => made.OnRun = _ => deaf.Task));

        using var grace = new CancellationTokenSource();
        Task stopping = host.StopAsync(grace.Token);
        grace.Cancel();
        await PoolWorld.Within(probe.Completion);
        await PoolWorld.Within(Record.ExceptionAsync(() => stopping));

        Assert.Equal(ExitReason.Abandoned, (await probe.Completion).Reason);
        Assert.Equal(1, tracker.AbandonedCount);
    }

    [Fact]
    public async Task A_hosted_tracker_logs_to_the_host_s_log()
    {
        HostApplicationBuilder builder = NewBuilder();
        var log = new RecordingLog();
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddTracker<HostedTracker>();
        TaskCompletionSource closed = PoolWorld.NewEvent();
        log.OnLog = entry =>
        {
            if (entry is { Category: "GenTracker.Hosted", Id: 14 })
                closed.TrySetResult();
        };
        using IHost host = builder.Build();
        await host.StartAsync();

        await host.StopAsync();

        await PoolWorld.Within(closed.Task);
    }

    private static HostApplicationBuilder NewBuilder() => Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

    private sealed class HostedTracker(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory)
        : Tracker<string, Probe>("Hosted", options, services, loggerFactory, StringComparer.Ordinal, []), ITrackerFactory<HostedTracker>
    {
        static string ITrackerFactory<HostedTracker>.TrackerName => "Hosted";

        public Task<Probe> OpenAsync(string key, Action<Probe>? script = null) =>
            FindOrOpenCoreAsync(
                key,
                ChildSpec.FromFactory<string, Probe>(_ =>
                {
                    var probe = new Probe();
                    script?.Invoke(probe);
                    return probe;
                }),
                null,
                default).AsTask();

        static HostedTracker ITrackerFactory<HostedTracker>.Create(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory) =>
            new(options, services, loggerFactory);
    }

    private sealed class WantingTracker(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory)
        : Tracker<string, Probe>("Wanting", options, services, loggerFactory, StringComparer.Ordinal, [new RequiredService(typeof(Version), null, "version")]),
            ITrackerFactory<WantingTracker>
    {
        static string ITrackerFactory<WantingTracker>.TrackerName => "Wanting";

        static WantingTracker ITrackerFactory<WantingTracker>.Create(TrackerOptions? options, IServiceProvider? services, ILoggerFactory? loggerFactory) =>
            new(options, services, loggerFactory);
    }

    /// <summary>As a web server: when it is stopped, it waits for its requests, and those for a child.</summary>
    private sealed class WaitingServer : IHostedService
    {
        public Probe? Child { get; set; }

        public Func<Task> OnStop { get; set; } = static () => Task.CompletedTask;

        public bool ChildHadEndedWhenItWasStopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            ChildHadEndedWhenItWasStopped = Child!.Completion.IsCompleted;
            return OnStop();
        }
    }
}
