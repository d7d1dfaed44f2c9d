using GenTracker;

namespace Library;

/// <summary>What children of several types have in common.</summary>
[Tracker]
public abstract partial class Shape : ITrackedChild
{
    /// <summary>Its corners.</summary>
    [TrackedAttr] public partial int Corners { get; protected set; }

    /// <summary>What a derived class may say of itself.</summary>
    [TrackedAttr(Default = "")] public virtual partial string Remark { get; set; }

    /// <inheritdoc/>
    public abstract Task RunAsync(CancellationToken stoppingToken);
}
