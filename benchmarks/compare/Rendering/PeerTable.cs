using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GenTracker.Compare.Measuring;
using GenTracker.Compare.Suites;

namespace GenTracker.Compare.Rendering;

/// <summary>The tables of the peers: a row for each, a column for each operation. The last row is the BEAM's, from its own suite of the same run.</summary>
internal sealed class PeerTable(Report report)
{
    private static readonly Column[] Columns =
    [
        new("look up", "lookup", "beam-find/"),
        new("count on one that is held", "count-held", "beam-count-one/"),
        new("count by key", "count-by-key", "beam-count-by-key/"),
        new("open and stop", "life", "beam-life/"),
        new("read 10,000", "list", "beam-fair-list/"),
        new("a live one", "bytes", "beam-memory/"),
    ];

    /// <summary>What each does not do, by the id of its results.</summary>
    private static readonly Dictionary<string, string> Limits = new()
    {
        ["hand"] = "no restarts, hooks, timeouts or events, and whoever holds a job may write to it after its end.",
        ["bitfaster"] = "evicts by itself when it is full; a removed value is disposed, and code by hand waits for the end of its run. A lookup takes a "
            + "lifetime, which keeps the value alive until it is given back. No restarts, hooks, timeouts or events.",
        ["memorycache"] = "two callers that miss at once make two jobs; code by hand stops a job and waits for it. No restarts, timeouts or events.",
        ["hybridcache"] = "is made for data and not for what runs: a lookup is a `GetOrCreateAsync`, and code by hand stops a job. "
            + "No restarts, hooks, timeouts or events.",
        ["protoactor"] = "an actor has no run of its own, only an answer to each message, and nobody reads its attributes without asking it. A count on one "
            + "that is held is a message, answered for the last one only; a count by key is a question and its answer.",
        ["akka"] = "the same as Proto.Actor. A lookup resolves a path, and does not say whether an actor is there.",
        ["orleans"] = "a grain is there for whoever asks: a lookup only makes a reference, and an open is the first call. Code by hand waits for the end of a "
            + "grain. It is made for several nodes, and here it has one.",
    };

    public bool IsEmpty => Ids.Length == 0;

    private string[] Ids => [.. report.Results.Where(IsPeer).Select(static result => result.Id.Split('/')[^1]).Distinct()];

    public static bool IsPeer(Result result) => result.Id.StartsWith(PeerSuite.Prefix, StringComparison.Ordinal);

    /// <summary>Costs, and how many times ours they are, with the spread.</summary>
    public string Render()
    {
        StringBuilder table = StartTable("");
        AppendRow(table, "**GenTracker**", Columns.Select(column => Ours(column) is { } result ? Figures.Cost(result.OurCost, result.Unit) : ""));
        foreach (string id in Ids)
            AppendRow(table, NameOf(id), Columns.Select(column => RenderCell(Find(column, id))));
        if (HasBeam)
            AppendRow(table, "gen_tracker's way on the BEAM", Columns.Select(column => RenderCell(FindOnBeam(column))));
        table.Append('\n').Append("What they do not do:\n\n");
        foreach (string id in Ids)
            table.Append($"- {NameOf(id)}: {Limits[id]}\n");
        return table.ToString();
    }

    /// <summary>How many times ours the costs are.</summary>
    public string RenderShort()
    {
        StringBuilder table = StartTable("times GenTracker's cost");
        foreach (string id in Ids)
            AppendRow(table, NameOf(id), Columns.Select(column => RenderTimes(Find(column, id))));
        if (HasBeam)
            AppendRow(table, "gen_tracker's way on the BEAM", Columns.Select(column => RenderTimes(FindOnBeam(column))));
        return table.ToString();
    }

    private bool HasBeam => PerformancePage.Beam(report).Any();

    private static StringBuilder StartTable(string corner)
    {
        var table = new StringBuilder();
        AppendRow(table, corner, Columns.Select(static column => column.Title));
        AppendRow(table, "---", Columns.Select(static _ => "---"));
        return table;
    }

    private static void AppendRow(StringBuilder table, string first, IEnumerable<string> cells) =>
        table.Append($"| {first} | ").AppendJoin(" | ", cells).Append(" |\n");

    private static string RenderCell(Result? result) => result switch
    {
        null => "",
        { TheirCost: { } theirs, Ratio: { Count: 1 } ratio } => $"{Figures.Cost(theirs, result.Unit)}, **{Figures.Times(1 / ratio.Median)}**",
        { TheirCost: { } theirs, Ratio: { } ratio } => $"{Figures.Cost(theirs, result.Unit)}, {Figures.Faster(ratio)}",
        _ => Figures.Cost(result.OurCost, result.Unit),
    };

    private static string RenderTimes(Result? result) => result?.Ratio is { } ratio ? Figures.Times(1 / ratio.Median) : "";

    private string NameOf(string id) => report.Results.First(result => IsPeer(result) && result.Id.EndsWith($"/{id}", StringComparison.Ordinal)).Theirs!;

    private Result? Ours(Column column) => Find(column, Ids[0]);

    private Result? Find(Column column, string id) => report.Results.FirstOrDefault(result =>
        result.Id.StartsWith($"{PeerSuite.Prefix}{column.Id}/", StringComparison.Ordinal) && result.Id.EndsWith($"/{id}", StringComparison.Ordinal));

    private Result? FindOnBeam(Column column) => report.Results.FirstOrDefault(result => result.Id.StartsWith(column.BeamPrefix, StringComparison.Ordinal));

    private sealed record Column(string Title, string Id, string BeamPrefix);
}
