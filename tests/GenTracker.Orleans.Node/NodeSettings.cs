using System;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace GenTracker.Orleans.Node;

/// <summary>What a node is started with.</summary>
public sealed record NodeSettings
{
    public string Name { get; init; } = "";

    /// <summary>The port at which other nodes reach it.</summary>
    public int SiloPort { get; init; }

    /// <summary>The port on which it waits for other nodes, if a proxy leads there.</summary>
    public int? ListeningPort { get; init; }

    public int GatewayPort { get; init; }

    /// <summary>The silo port of the node that keeps the membership, if Redis does not.</summary>
    public int PrimaryPort { get; init; }

    /// <summary>The port of the Redis server that keeps the membership.</summary>
    public int? RedisPort { get; init; }

    /// <summary>
    /// Whether it learns nothing from the membership but who is there when it starts, as if its silo hung: only its lease tells it that it is out.
    /// </summary>
    public bool IsBlind { get; init; }

    /// <summary>Where the store is.</summary>
    public string Store { get; init; } = "";

    /// <summary>Where the children write.</summary>
    public string Words { get; init; } = "";

    public static NodeSettings Parse(string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build().Get<NodeSettings>()!;

    public string[] ToArguments() =>
    [
        .. Format(nameof(Name), Name),
        .. Format(nameof(SiloPort), SiloPort),
        .. Format(nameof(ListeningPort), ListeningPort),
        .. Format(nameof(GatewayPort), GatewayPort),
        .. Format(nameof(PrimaryPort), PrimaryPort),
        .. Format(nameof(RedisPort), RedisPort),
        .. Format(nameof(IsBlind), IsBlind),
        .. Format(nameof(Store), Store),
        .. Format(nameof(Words), Words),
    ];

    private static string[] Format(string name, object? value) =>
        value is null ? [] : [$"--{name}={Convert.ToString(value, CultureInfo.InvariantCulture)}"];
}
