using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenTracker.Compare.Measuring;

namespace GenTracker.Compare.Rendering;

/// <summary>Everything that one run has found out. It is kept beside the page, and the page is made of nothing else.</summary>
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

    /// <summary>How long the run took.</summary>
    public required int Seconds { get; init; }

    public required IReadOnlyList<Result> Results { get; init; }

    public static Report Read(string path) => JsonSerializer.Deserialize<Report>(File.ReadAllText(path), Format)!;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>The results whose ids begin so, in order.</summary>
    public IEnumerable<Result> Under(string prefix) => Results.Where(result => result.Id.StartsWith(prefix + "/", StringComparison.Ordinal));

    /// <summary>The result of that id, where it was measured.</summary>
    public Result? Find(string id) => Results.FirstOrDefault(result => result.Id == id);
}
