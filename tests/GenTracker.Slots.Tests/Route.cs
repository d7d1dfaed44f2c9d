using System;

namespace GenTracker.Slots.Tests;

/// <summary>A struct with references. Its fields are consistent unless a read is torn.</summary>
internal readonly record struct Route(string? From, long Length, string? To, Uri? Map)
{
    public static readonly Route Near = FromName("near");
    public static readonly Route Far = FromName("far away");

    public bool IsConsistent => ReferenceEquals(From, To) && Length == (From?.Length ?? 0) && Map?.Host == From?.Replace(" ", "", StringComparison.Ordinal);

    private static Route FromName(string name) =>
        new(name, name.Length, name, new Uri($"udp://{name.Replace(" ", "", StringComparison.Ordinal)}/"));
}
