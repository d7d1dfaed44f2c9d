using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace GenTracker.Aot;

/// <summary>A pump, which works until it breaks.</summary>
/// <param name="key">Its name.</param>
/// <param name="watts">Its power.</param>
/// <param name="well">Where it pumps from.</param>
/// <param name="log">The log.</param>
[Tracker]
internal sealed partial class Pump(string key, int watts, [Injected] Well well, [Injected] ILogger<Pump> log) : ITrackedChild
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it has started.</summary>
    [TrackedAttr] public partial bool Ready { get; private set; }

    /// <summary>Its strokes, over all incarnations.</summary>
    [TrackedAttr(Survives = true)] public partial long Strokes { get; }

    /// <summary>What it has pumped.</summary>
    [TrackedAttr(Striped = true)] public partial long Litres { get; }

    /// <summary>What all pumps have ever pumped, the value of each and its last one are measured.</summary>
    [TrackedAttr(Metric = AttributeMetric.Total | AttributeMetric.PerChild | AttributeMetric.Final, Unit = "By")] public partial long Sent { get; }

    /// <summary>Where it stands: several pumps may stand there.</summary>
    [TrackedAttr(Index = true)] public partial string? Field { get; set; }

    /// <summary>Its plate: no two pumps have the same one.</summary>
    [TrackedAttr(Unique = true)] public partial int? Plate { get; set; }

    /// <summary>What opens it.</summary>
    [TrackedAttr(Secret = true)] public partial string? Code { get; set; }

    /// <summary>What hangs on it.</summary>
    [TrackedAttr] public partial int Load { get; }

    /// <summary>The most that hung on it.</summary>
    [TrackedAttr] public partial double Peak { get; internal set; }

    /// <summary>How long it was busy.</summary>
    [TrackedAttr] public partial TimeSpan Busy { get; }

    /// <summary>What is written on it.</summary>
    [TrackedAttr(Default = "")] public partial string Label { get; set; }

    /// <summary>Its number.</summary>
    [TrackedAttr] public partial Guid Serial { get; set; }

    /// <summary>In bar.</summary>
    [TrackedAttr] public partial decimal Pressure { get; set; }

    /// <summary>What it may use, or anything.</summary>
    [TrackedAttr] public partial int? Limit { get; set; }

    /// <summary>How it works.</summary>
    [TrackedAttr(Default = PumpMode.Full)] public partial PumpMode Mode { get; set; }

    /// <summary>The well that this incarnation has.</summary>
    public int Well => well.Number;

    /// <summary>Lets it fail.</summary>
    public void Break() => _broken.TrySetResult();

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        LogRunning(log, key, watts);
        IncrementStrokes();
        Ready = true;
        await _broken.Task.WaitAsync(stoppingToken);
        throw new InvalidOperationException($"{key} is broken");
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Console.WriteLine($"end of {key}: {exit.Reason} after {Strokes} strokes, again: {exit.WillRestart}");
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key} runs with {Watts} W")]
    private static partial void LogRunning(ILogger log, string key, int watts);
}
