using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Telemetry.Tests;

/// <summary>The dashboard file for Grafana: its structure, and each of its queries against a real scrape.</summary>
public sealed partial class DashboardFileTests
{
    private const int GridColumns = 24;
    private const string DataSource = "${datasource}";

    [Fact]
    public async Task Each_query_names_one_metric_of_a_scrape_and_only_labels_and_values_that_its_series_have()
    {
        await using TestApplication application = TestApplication.Start();
        await application.RunEachKindAsync();
        string[] scraped = (await application.ScrapeAsync()).Split('\n');
        using JsonDocument dashboard = await ReadAsync();

        Query[] queries = [.. Queries(dashboard.RootElement)];

        Assert.Equal(9, queries.Length);
        Assert.All(queries, query =>
        {
            string[] series = [.. scraped.Where(line => line.StartsWith(query.Metric + "{", StringComparison.Ordinal))];
            Assert.True(series.Length > 0, $"A scrape has no series of {query.Metric}: {query.Text}");
            Assert.All(query.Labels, label => Assert.All(series, line => Assert.Contains(label + "=\"", line, StringComparison.Ordinal)));
            Assert.All(query.Values, value => Assert.Contains(series, line => line.Contains(value, StringComparison.Ordinal)));
        });
    }

    [Fact]
    public async Task Each_panel_has_what_Grafana_needs_to_draw_it()
    {
        using JsonDocument dashboard = await ReadAsync();
        JsonElement root = dashboard.RootElement;
        JsonElement[] panels = [.. root.GetProperty("panels").EnumerateArray()];

        Assert.True(root.GetProperty("schemaVersion").GetInt32() > 0);
        Assert.Equal(["datasource", "tracker"], root.GetProperty("templating").GetProperty("list").EnumerateArray().Select(NameOf));
        Assert.Equal(panels.Length, panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var cells = new HashSet<(int X, int Y)>();
        Assert.All(panels, panel =>
        {
            Assert.Equal("timeseries", panel.GetProperty("type").GetString());
            Assert.False(string.IsNullOrEmpty(panel.GetProperty("title").GetString()));
            Assert.Equal(DataSource, DataSourceOf(panel));
            Assert.All(CellsOf(panel), cell => Assert.True(cell.X < GridColumns && cells.Add(cell), $"Panels overlap at {cell}, or leave the grid."));
            JsonElement[] targets = [.. panel.GetProperty("targets").EnumerateArray()];
            Assert.NotEmpty(targets);
            Assert.Equal(targets.Length, targets.Select(static target => target.GetProperty("refId").GetString()).Distinct().Count());
            Assert.All(targets, static target => Assert.Equal(DataSource, DataSourceOf(target)));
        });
    }

    [Theory]
    [InlineData("sum by (a, b) (rate(m_total{a=~\"$tracker\"}[5m]))", "{{a}} {{c}}", "m_total", "a b a a c", "")]
    [InlineData("m{a=\"x\"}", "", "m", "a", "a=\"x\"")]
    [InlineData("label_values(m, a)", "", "m", "a", "")]
    public void A_query_is_taken_apart(string text, string legend, string metric, string labels, string values)
    {
        var query = new Query(text, legend);

        Assert.Equal(metric, query.Metric);
        Assert.Equal(labels, string.Join(' ', query.Labels));
        Assert.Equal(values, string.Join(' ', query.Values));
    }

    private static async Task<JsonDocument> ReadAsync() =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(MarkdownDocument.Repository, "docs/grafana-dashboard.json")));

    private static IEnumerable<Query> Queries(JsonElement dashboard)
    {
        foreach (JsonElement variable in dashboard.GetProperty("templating").GetProperty("list").EnumerateArray())
        {
            if (variable.GetProperty("type").GetString() == "query")
                yield return new(variable.GetProperty("query").GetString()!, legend: "");
        }

        foreach (JsonElement target in
            dashboard.GetProperty("panels").EnumerateArray().SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()))
        {
            yield return new(target.GetProperty("expr").GetString()!, target.GetProperty("legendFormat").GetString()!);
        }
    }

    private static string? NameOf(JsonElement element) => element.GetProperty("name").GetString();

    private static string? DataSourceOf(JsonElement element) => element.GetProperty("datasource").GetProperty("uid").GetString();

    private static IEnumerable<(int X, int Y)> CellsOf(JsonElement panel)
    {
        JsonElement place = panel.GetProperty("gridPos");
        return
            from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
            from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
            select (x, y);
    }

    /// <summary>A query of Prometheus with one metric, as all of the file are.</summary>
    private sealed partial class Query
    {
        public Query(string text, string legend)
        {
            Text = text;
            Match ofVariable = VariablePattern().Match(text);
            Metric = ofVariable.Success ? ofVariable.Groups["metric"].Value : Assert.Single(SelectorPattern().Matches(text)).Groups["metric"].Value;
            Match[] conditions = ConditionPattern().Matches(text).ToArray();
            Labels =
            [
                .. GroupingPattern().Matches(text).SelectMany(static match => match.Groups["labels"].Value.Split(", ")),
                .. conditions.Select(static match => match.Groups["label"].Value),
                .. LegendPattern().Matches(legend).Select(static match => match.Groups["label"].Value),
                .. ofVariable.Success ? [ofVariable.Groups["label"].Value] : Array.Empty<string>(),
            ];
            Values = [.. conditions.Where(static match => match.Groups["operator"].Value == "=").Select(static match => match.Value)];
        }

        public string Text { get; }

        public string Metric { get; }

        public IReadOnlyList<string> Labels { get; }

        /// <summary>Labels with the value that they must have: <c>a="x"</c>.</summary>
        public IReadOnlyList<string> Values { get; }

        [GeneratedRegex(@"^label_values\((?<metric>\w+), (?<label>\w+)\)$")]
        private static partial Regex VariablePattern();

        [GeneratedRegex(@"(?<metric>\w+)\{")]
        private static partial Regex SelectorPattern();

        [GeneratedRegex(@"\bby \((?<labels>[\w, ]+)\)")]
        private static partial Regex GroupingPattern();

        [GeneratedRegex(@"(?<label>\w+)(?<operator>=~|=)""[^""]*""")]
        private static partial Regex ConditionPattern();

        [GeneratedRegex(@"\{\{(?<label>\w+)\}\}")]
        private static partial Regex LegendPattern();
    }
}
