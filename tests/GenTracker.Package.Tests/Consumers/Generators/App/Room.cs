using System.Text.RegularExpressions;
using GenTracker;
using Microsoft.Extensions.Options;
using Orleans;

namespace Acme.Rooms;

/// <summary>A room, with what other generators of this project must see of it, and with generated members of theirs.</summary>
[Tracker]
public sealed partial class Room(string key, [Injected] ILogger<Room> log, [Injected] IOptions<RoomOptions> options) : ITrackedChild
{
    /// <summary>Its name.</summary>
    public partial string Key { get; }

    /// <summary>How often it was opened.</summary>
    public partial long Incarnation { get; }

    /// <summary>Who is in it.</summary>
    [TrackedAttr] public partial int Guests { get; }

    /// <summary>What it is called.</summary>
    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogOpen(key, options.Value.Seats);
        IncrementGuests(PlainName().IsMatch(key) ? 1 : 0);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex PlainName();

    [LoggerMessage(LogLevel.Information, "{Name} has {Seats} seats")]
    private partial void LogOpen(string name, int seats);
}

/// <summary>The attributes of a room.</summary>
[GenerateSerializer]
public readonly partial record struct RoomAttrs
{
    /// <summary>Who is in it.</summary>
    [Id(0)] public int Guests { get; init; }

    /// <summary>What it is called.</summary>
    [Id(1)] public string Title { get; init; }
}

/// <summary>The rooms.</summary>
public partial class RoomTracker : Tracker<string, Room>;
