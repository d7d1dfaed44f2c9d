using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Telemetry.Tests;

/// <summary>What a user's collector gets, with the real OpenTelemetry SDK, a scrape as Prometheus does it, and an OTLP receiver.</summary>
public sealed partial class OpenTelemetryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_scrape_has_the_metrics_of_the_tracker_and_of_its_attributes()
    {
        await using TestApplication application = TestApplication.Start();
        await application.RunAsync();

        string[] lines = [.. (await application.ScrapeAsync()).Split('\n').Where(static line => line.Length > 0)];

        output.WriteLine(string.Join('\n', lines));
        Assert.Equal("1", ValueOf(lines, "gentracker_children{", "gentracker_child_state=\"running\""));
        Assert.Equal("2", ValueOf(lines, "gentracker_child_starts_total{", "gentracker_outcome=\"succeeded\""));
        Assert.Equal("1", ValueOf(lines, "gentracker_child_exits_total{", "gentracker_exit_reason=\"stopped\""));
        Assert.Equal("1", ValueOf(lines, "gentracker_child_lifetime_seconds_count{", "gentracker_exit_reason=\"stopped\""));
        Assert.Equal("1", ValueOf(lines, "gentracker_child_stop_duration_seconds_count{"));
        Assert.Equal("1316", ValueOf(lines, "live_stream_bytes_in_bytes_total{", "gentracker_tracker=\"LiveStream\""));
        Assert.Equal("7", ValueOf(lines, "live_stream_viewers{"));
        Assert.Equal("0.5", ValueOf(lines, "live_stream_load_by_child{", "gentracker_child_key=\"tv2\""));
        Assert.Equal("1", ValueOf(lines, "live_stream_bytes_in_final_bytes_count{"));
    }

    [Theory]
    [InlineData("docs/grafana-dashboard.json")]
    [InlineData("docs/observability.md")]
    public async Task Each_metric_and_label_of_the_panels_is_one_that_a_scrape_has(string page)
    {
        await using TestApplication application = TestApplication.Start();
        await application.RunEachKindAsync();

        HashSet<string> scraped = [.. NamesIn(await application.ScrapeAsync())];
        string[] named = [.. NamesIn(await File.ReadAllTextAsync(Path.Combine(MarkdownDocument.Repository, page))).Distinct()];

        Assert.Contains("gentracker_child_restarts_total", named);
        Assert.Empty(named.Except(scraped));
    }

    [Fact]
    public async Task Traces_and_metrics_arrive_by_OTLP()
    {
        await using TestApplication application = TestApplication.Start();
        await application.RunAsync();

        string received = application.Flush();

        Assert.Contains("/v1/traces", received, StringComparison.Ordinal);
        Assert.Contains("start LiveStream", received, StringComparison.Ordinal);
        Assert.Contains("stop LiveStream", received, StringComparison.Ordinal);
        Assert.Contains("/v1/metrics", received, StringComparison.Ordinal);
        Assert.Contains("live_stream.bytes_in", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_in_no_metric_trace_log_query_or_recent_exit()
    {
        await using TestApplication application = TestApplication.Start();
        await application.RunAsync();

        string[] seen =
        [
            await application.ScrapeAsync(),
            application.Flush(),
            application.Log,
            string.Join('\n', application.Monitor.Query(new ChildQuery()).Children.SelectMany(static child => child.Values)),
            string.Join('\n', application.Monitor.GetRecentExits().SelectMany(static exit => exit.Values)),
            string.Join('\n', application.Streams.GetRecentExits().Select(static record => $"{record} {record.Attrs} {record.Attrs.Token}")),
            application.Streams.Find("tv2")!.ReadAttrs().ToString(),
        ];

        Assert.Equal(TestApplication.Secret, application.Streams.Find("tv2")!.ReadAttrs().Token);
        Assert.All(seen, static text => Assert.DoesNotContain(TestApplication.Secret, text, StringComparison.Ordinal));
        Assert.Contains("tv2", seen[0], StringComparison.Ordinal);
        Assert.All(seen[1..3], static text => Assert.Contains("tv1", text, StringComparison.Ordinal));
    }

    /// <summary>The words of Prometheus that belong to GenTracker: names of metrics and of labels.</summary>
    private static IEnumerable<string> NamesIn(string text) => PrometheusName().Matches(text).Select(static match => match.Value);

    [GeneratedRegex(@"\bgentracker_\w+")]
    private static partial Regex PrometheusName();

    /// <summary>The value of the one line that begins so and has these labels.</summary>
    private static string ValueOf(string[] lines, string start, params string[] labels)
    {
        string line = Assert.Single(
            lines,
            line => line.StartsWith(start, StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
        return line[(line.IndexOf('}', StringComparison.Ordinal) + 2)..].Split(' ')[0];
    }
}
