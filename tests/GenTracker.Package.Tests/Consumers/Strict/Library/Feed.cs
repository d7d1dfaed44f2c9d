using GenTracker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: CLSCompliant(false)]

namespace Library;

/// <summary>A child with every kind of attribute and of parameter.</summary>
/// <param name="key">Its key.</param>
/// <param name="source">Where it comes from.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
/// <param name="priority">How important it is.</param>
/// <param name="title">What it is called.</param>
[Tracker(Name = "feeds", KeyComparison = StringComparison.OrdinalIgnoreCase)]
public sealed partial class Feed(
    string key,
    Uri source,
    [FromKeyedServices("wall")] TimeProvider time,
    [Injected] ILogger<Feed> log,
    Priority priority = Priority.Normal,
    string? title = null) : ITrackedChild, IAsyncDisposable
{
    private static readonly Action<ILogger, string, Exception?> Ended = LoggerMessage.Define<string>(LogLevel.Information, new EventId(1), "{Key} ended");

    /// <summary>A flag.</summary>
    [TrackedAttr] public partial bool Hds { get; set; }

    /// <summary>A counter.</summary>
    [TrackedAttr(Survives = true)] public partial long BytesIn { get; }

    /// <summary>A counter for many cores.</summary>
    [TrackedAttr(Striped = true)] public partial long BytesOut { get; }

    /// <summary>A counter that only the child counts.</summary>
    [TrackedAttr] public partial int Viewers { get; private set; }

    /// <summary>A counter without sign.</summary>
    [TrackedAttr] public partial ulong Ticks { get; }

    /// <summary>A small number.</summary>
    [TrackedAttr] public partial byte Level { get; set; }

    /// <summary>A number with a fraction.</summary>
    [TrackedAttr(Default = 1.5)] public partial double Speed { get; set; }

    /// <summary>A large struct.</summary>
    [TrackedAttr] public partial decimal Price { get; set; }

    /// <summary>A time that can be counted.</summary>
    [TrackedAttr] public partial TimeSpan Busy { get; }

    /// <summary>A time.</summary>
    [TrackedAttr] public partial DateTimeOffset Since { get; set; }

    /// <summary>An enumeration.</summary>
    [TrackedAttr(Default = Priority.High)] public partial Priority Importance { get; set; }

    /// <summary>A text.</summary>
    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

    /// <summary>A text or nothing.</summary>
    [TrackedAttr] public partial string? Note { get; set; }

    /// <summary>A number or nothing.</summary>
    [TrackedAttr] public partial int? Limit { get; internal set; }

    /// <summary>What no longer is of use.</summary>
    [Obsolete("Use Title.")]
    [TrackedAttr] public partial int Old { get; set; }

    /// <summary>Only for this assembly.</summary>
    [TrackedAttr] internal partial Guid Session { get; set; }

    /// <summary>Only for the child.</summary>
    [TrackedAttr] private partial int Attempts { get; set; }

    /// <summary>What it is about.</summary>
    public string Description => $"{key} of {source}, {priority}, {title ?? Title}";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        _ = IncrementAttempts();
        _ = IncrementBusy(TimeSpan.FromTicks(5));
        Since = time.GetUtcNow();
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Ended(log, key, exit.Exception);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
