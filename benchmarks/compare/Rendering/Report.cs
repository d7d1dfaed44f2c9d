using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>All results of one run. They are stored beside the page, and the page is rendered from them alone.</summary>
internal sealed record Report
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required DateOnly Date { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>The duration of the run.</summary>
    public required int Seconds { get; init; }

    public required IReadOnlyList<Result> Results { get; init; }

    public static Report Read(string path) => JsonSerializer.Deserialize<Report>(File.ReadAllText(path), Format)!;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>The results whose ids have a prefix, in order.</summary>
    public IEnumerable<Result> Under(string prefix) => Results.Where(result => result.Id.StartsWith(prefix + "/", StringComparison.Ordinal));

    /// <summary>The result with an id, if it was measured.</summary>
    public Result? Find(string id) => Results.FirstOrDefault(result => result.Id == id);
}
