using System.IO;

namespace GenTracker.Testing;

/// <summary>The next operation of an actor, and its place in the code.</summary>
internal readonly record struct CodeLocation(string Operation, string? Target, string? Member, string? File, int Line)
{
    /// <summary>Whether it may change what a spinning actor waits for.</summary>
    public bool Writes { get; init; } = true;

    public override string ToString() =>
        Operation + (Target is null ? "" : " " + Target) + (File is null ? "" : $"   {Path.GetFileName(File)}:{Line} {Member}");
}
