using GenTracker;
using GenTracker.Orleans;

namespace Acme;

/// <summary>What a room is opened with: a type of the user's own, so the generator of Orleans writes its codec.</summary>
[GenerateSerializer]
public sealed record RoomPlan([property: Id(0)] string Floor, [property: Id(1)] int Seats);

/// <summary>A grain interface of the user's own.</summary>
public interface IRoomCalls : IGrainWithStringKey
{
    /// <summary>Says where the room is.</summary>
    Task<string> DescribeAsync(string who);
}

/// <summary>A room that the cluster owns.</summary>
[Tracker, Clustered, TrackedCalls(typeof(IRoomCalls))]
public sealed partial class Room(string key, RoomPlan plan) : ITrackedChild
{
    /// <summary>Who is in it.</summary>
    [TrackedAttr] public partial int Guests { get; }

    /// <summary>What it is called.</summary>
    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    /// <summary>Lets somebody in.</summary>
    [TrackedCall]
    public bool TryEnter(RoomPlan[] plans) => IncrementGuestsUpTo(plans.Sum(static plan => plan.Seats), out _);

    /// <summary>Fails.</summary>
    [TrackedCall]
    public Task CloseAsync() => throw new InvalidOperationException("the door is stuck");

    /// <summary>Says where the room is.</summary>
    public string DescribeAsync(string who) => $"{who} finds {key} on the {plan.Floor} floor";

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>A device with another key.</summary>
[Tracker<Guid>, Clustered]
public sealed partial class Device : ITrackedChild
{
    /// <summary>How often it has reported.</summary>
    [TrackedAttr] public partial long Reports { get; }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
