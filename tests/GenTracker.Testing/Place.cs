using System.IO;

namespace GenTracker.Testing;

/// <summary>What an actor is about to do, and where in the code.</summary>
internal readonly record struct Place(string Operation, string? Target, string? Member, string? File, int Line)
{
    /// <summary>Whether it may change what those who spin wait for.</summary>
    public bool Writes { get; init; } = true;

    public override string ToString() =>
        Operation + (Target is null ? "" : " " + Target) + (File is null ? "" : $"   {Path.GetFileName(File)}:{Line} {Member}");
}
