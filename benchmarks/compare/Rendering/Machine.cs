using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace GenTracker.Compare.Rendering;

/// <summary>The machine of the run.</summary>
internal sealed record Machine
{
    public required string Processor { get; init; }

    public required int Processors { get; init; }

    public required double Gigabytes { get; init; }

    public required string System { get; init; }

    public required string Runtime { get; init; }

    /// <summary>The version of Erlang, or <see langword="null"/> if it was not measured.</summary>
    public string? Erlang { get; init; }

    public static Machine Here(string? erlang) => new()
    {
        Processor = $"{ProcessorName()} ({RuntimeInformation.ProcessArchitecture})",
        Processors = Environment.ProcessorCount,
        Gigabytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        Erlang = erlang,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Processors} cores, {Gigabytes} GB, {System}, {Runtime}, {(Erlang is null ? "no Erlang" : $"Erlang {Erlang}")}");

    /// <summary>What must be equal for figures of two runs to be compared.</summary>
    public string ToKind() => $"{Processor}, {Processors} cores";

    private static string ProcessorName() =>
        (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null)
            ?.Split(':')[1].Trim() ?? "unknown processor";
}
