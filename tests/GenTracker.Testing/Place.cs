using System.IO;

namespace GenTracker.Testing;

/// <summary>What an actor is about to do, and where in the code.</summary>
internal readonly record struct Place(string Operation, string? Target, string? Member, string? File, int Line)
{
    public override string ToString() =>
        Operation + (Target is null ? "" : " " + Target) + (File is null ? "" : $"   {Path.GetFileName(File)}:{Line} {Member}");
}
