using System;
using GenTracker.Soak.Evidence;
using Microsoft.Extensions.Logging;

namespace GenTracker.Soak.Children;

/// <summary>A child that is opened by its constructor, with services of its own, or adopted.</summary>
[Tracker]
internal sealed partial class Job : Player, IPlayer, ITrackedChild, IAsyncDisposable
{
    public Job(string key, Plot plot, [Injected] Belongings belongings, [Injected] ILogger<Job> log)
        : base(plot, belongings) => CanTrace = key.Length > 0 && log.IsEnabled(LogLevel.Trace);

    /// <summary>A question to the logger, which may throw.</summary>
    public bool CanTrace { get; }

    [TrackedAttr] public partial long Count { get; }

    [TrackedAttr] public partial long ByKey { get; }

    [TrackedAttr] public partial int Busy { get; }

    [TrackedAttr(Striped = true)] public partial long Total { get; }

    [TrackedAttr(Survives = true)] public partial long Lasting { get; }

    [TrackedAttr] public partial int Seats { get; set; }

    [TrackedAttr] public partial long Peak { get; set; }

    [TrackedAttr] public partial Wide Stamp { get; set; }

    [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }
}
