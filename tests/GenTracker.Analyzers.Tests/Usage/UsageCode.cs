namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>Source files that use a tracker, around the statements or members of a test.</summary>
internal static class UsageCode
{
    /// <summary>A run that lasts until the child is stopped.</summary>
    public const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);\n";

    /// <summary>Puts the statements into an async method with a tracker, a child, a key and two numbers in scope.</summary>
    public static string InMethod(string statements) => InServer(
        $$"""
        public async Task ServeAsync(Room room, string name, int n, int max)
        {
        {{Indented(statements)}}
        }
        """);

    /// <summary>Puts the members into a class with a tracker of adopted children and a tracker of opened children.</summary>
    public static string InServer(string members) => File(
        $$"""
        [Tracker]
        public partial class Room
        {
            [TrackedAttr] public partial int Players { get; set; }
            [TrackedAttr] public partial int Most { get; set; }
            [TrackedAttr] public partial byte Level { get; set; }
            [TrackedAttr] public partial TimeSpan Played { get; set; }
            [TrackedAttr] public partial long Bytes { get; }
            [TrackedAttr(Striped = true)] public partial long Messages { get; }
            [TrackedAttr] public partial bool Open { get; set; }
            [TrackedAttr(Default = "")] public partial string Title { get; set; }
            [TrackedAttr] public partial ImmutableList<string>? Tags { get; set; }
            [TrackedAttr] public partial ImmutableDictionary<string, int>? Scores { get; set; }
            [TrackedAttr] public partial ImmutableArray<int> Turns { get; set; }
            [TrackedAttr] public partial Seat Seat { get; set; }
            public int Plain { get; set; }
            public Room? Next { get; set; }
        }

        [Tracker]
        public partial class Job(string key) : ITrackedChild
        {
            [TrackedAttr] public partial long Done { get; }
            public string Shown => key;
            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        public readonly record struct Seat(int Row, string? Guest)
        {
            public Seat Free() => this with { Guest = null };
        }

        public class Server(RoomTracker rooms, JobTracker jobs)
        {
        {{Indented(members)}}
        }
        """);

    /// <summary>Puts the members into a class of opened children, and adds a <see cref="Run"/> if they have none.</summary>
    public static string InChild(string members) => File(
        $$"""
        [Tracker]
        public partial class Game(string key, GameTracker games) : ITrackedChild
        {
            [TrackedAttr] public partial int Players { get; private set; }
            [TrackedAttr] public partial long Moves { get; }
            public string Shown => $"{key} of {games.Name}";
        {{Indented(members.Contains("RunAsync(", StringComparison.Ordinal) ? members : Run + members)}}
        }
        """);

    public static string File(string declarations) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;

        {{declarations}}

        """;

    private static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
