using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>What a room is opened with.</summary>
[GenerateSerializer]
public sealed record RoomPlan([property: Id(0)] string Floor = "ground", [property: Id(1)] bool IsBroken = false);

/// <summary>A grain interface of the user's own.</summary>
public interface IRoomCalls : IGrainWithStringKey
{
    Task<string> DescribeAsync(string who);

    Task RefuseAsync();
}

/// <summary>The exception of a user, for which no serializer exists.</summary>
public sealed class DoorStuckException(string why) : Exception(why);

/// <summary>A clustered class.</summary>
[Tracker, Clustered, TrackedCalls(typeof(IRoomCalls))]
public sealed partial class Room(string key, RoomPlan plan, [Injected] RoomJournal journal, [Injected] ILocalSiloDetails silo) : ITrackedChild
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TrackedAttr]
    public partial int Guests { get; }

    [TrackedAttr(Default = "untitled")]
    public partial string Title { get; set; }

    [TrackedAttr(Survives = true)]
    public partial int Visits { get; set; }

    [TrackedAttr(Metric = AttributeMetric.Total)]
    public partial long Meals { get; }

    [TrackedAttr(Striped = true)]
    public partial long Steps { get; }

    [TrackedAttr]
    public partial TimeSpan Longest { get; }

    [TrackedAttr(Unique = true)]
    public partial string? Door { get; set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Add(new RoomEntry(key, Incarnation, Node, "start", plan.Floor, Visits));
        return plan.IsBroken ? throw new DoorStuckException("no key fits") : Task.CompletedTask;
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        journal.Add(new RoomEntry(key, Incarnation, Node, "run", plan.Floor, Visits));
        await _end.Task.WaitAsync(stoppingToken);
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        journal.Add(new RoomEntry(key, Incarnation, Node, $"end {exit.Reason}", plan.Floor, Guests));
        return Task.CompletedTask;
    }

    [TrackedCall]
    public Task<string> GreetAsync(string who) => Task.FromResult($"{who} is in {key} on the {plan.Floor} floor");

    [TrackedCall]
    public void Break(string why) => _end.TrySetException(new DoorStuckException(why));

    [TrackedCall]
    public void Close() => _end.TrySetResult();

    [TrackedCall]
    public int Refuse(string why) => throw new DoorStuckException(why.Length > 0 ? why : key);

    [TrackedCall]
    public async Task<int> WaitAsync(string what, CancellationToken cancellationToken)
    {
        journal.Add(new RoomEntry(key, Incarnation, Node, $"waits for {what}", plan.Floor, Guests));
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            journal.Add(new RoomEntry(key, Incarnation, Node, $"waits no more for {what}", plan.Floor, Guests));
        }

        return Guests;
    }

    public Task<string> DescribeAsync(string who) => GreetAsync(who);

    public Task RefuseAsync() => throw new DoorStuckException($"{key} refuses");

    private string Node => silo.SiloAddress.ToParsableString();
}

/// <summary>A clustered class with keys of another type.</summary>
[Tracker<Guid>, Clustered]
public sealed partial class Device(Guid key) : ITrackedChild
{
    [TrackedAttr]
    public partial long Reports { get; }

    [TrackedCall]
    public Guid Echo() => key;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>A clustered class with whole numbers as keys.</summary>
[Tracker<int>, Clustered]
public sealed partial class Lift(int key) : ITrackedChild
{
    [TrackedAttr]
    public partial long Rides { get; }

    [TrackedCall]
    public int Echo() => key;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>A key of a user's own.</summary>
[GenerateSerializer]
public readonly record struct Seat([property: Id(0)] int Row, [property: Id(1)] char Place) : IParsable<Seat>, ISpanFormattable
{
    public static Seat Parse(string s, IFormatProvider? provider) => new(int.Parse(s[..^1], provider), s[^1]);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Seat result)
    {
        result = s is { Length: > 1 } && int.TryParse(s[..^1], provider, out int row) ? new Seat(row, s[^1]) : default;
        return result != default;
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => string.Create(formatProvider, $"{Row}{Place}");

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(provider, $"{Row}{Place}", out charsWritten);
}

/// <summary>A clustered class with keys of a user's own type.</summary>
[Tracker<Seat>, Clustered]
public sealed partial class Guest(Seat key) : ITrackedChild
{
    [TrackedAttr]
    public partial long Drinks { get; }

    [TrackedCall]
    public Seat Echo() => key;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>Writes moments to the second alone, so that two of one second have one text.</summary>
public sealed class SecondFormat : IKeyFormat<DateTimeOffset>
{
    string IKeyFormat<DateTimeOffset>.Format(DateTimeOffset key) =>
        key == default ? "" : key.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    DateTimeOffset IKeyFormat<DateTimeOffset>.Parse(string text) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));
}

/// <summary>A clustered class whose keys have a format.</summary>
[Tracker<DateTimeOffset>, Clustered(KeyFormat = typeof(SecondFormat))]
public sealed partial class Party(DateTimeOffset key) : ITrackedChild
{
    [TrackedAttr]
    public partial long Songs { get; }

    [TrackedCall]
    public long Echo() => key.UtcTicks;

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}

/// <summary>A clustered class with an attribute whose value may have no codec.</summary>
[Tracker, Clustered]
#pragma warning disable CS9113 // a key is what it has
public sealed partial class Safe(string key) : ITrackedChild
#pragma warning restore CS9113
{
    [TrackedAttr]
    public partial object? Content { get; private set; }

    [TrackedCall]
    public void PutSomethingUnknown() => Content = new Unknown();

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

    private sealed class Unknown;
}

/// <summary>What a room has done.</summary>
public sealed record RoomEntry(string Key, long Incarnation, string Node, string What, string Floor, int Number)
{
    /// <summary>The epoch of the incarnation.</summary>
    public long Epoch => Incarnation >> 24;
}
