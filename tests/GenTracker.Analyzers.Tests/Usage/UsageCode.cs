using System;
using System.Linq;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>Files that use a tracker, around the statements or members that a test is about.</summary>
internal static class UsageCode
{
    /// <summary>The statements in an async method of a class that has a tracker, with a child, a key and two numbers at hand.</summary>
    /// <param name="statements">The statements.</param>
    public static string InMethod(string statements) => InServer(
        $$"""
        public async Task ServeAsync(Room room, string name, int n, int max)
        {
        {{Indented(statements)}}
        }
        """);

    /// <summary>The members in a class that has a tracker of adopted children, and one of opened ones.</summary>
    /// <param name="members">The members.</param>
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

        public class Server(RoomTracker rooms, JobTracker jobs)
        {
        {{Indented(members)}}
        }
        """);

    /// <summary>The members in a class of opened children.</summary>
    /// <param name="members">The members.</param>
    public static string InChild(string members) => File(
        $$"""
        [Tracker]
        public partial class Game(string key, GameTracker games) : ITrackedChild
        {
            [TrackedAttr] public partial int Players { get; private set; }
            [TrackedAttr] public partial long Moves { get; }
            public string Shown => $"{key} of {games.Name}";
        {{Indented(members)}}
        }
        """);

    /// <summary>The declarations in a file.</summary>
    /// <param name="declarations">The declarations.</param>
    public static string File(string declarations) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;

        {{declarations}}

        """;

    private static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
