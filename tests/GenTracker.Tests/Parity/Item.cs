using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Parity;

/// <summary>One of many children with the ten small attributes that the original was measured with.</summary>
[Tracker<CountedKey>]
internal sealed partial class Item : ITrackedChild
{
    [TrackedAttr] public partial long A { get; }

    [TrackedAttr] public partial long B { get; }

    [TrackedAttr] public partial long C { get; set; }

    [TrackedAttr] public partial int D { get; set; }

    [TrackedAttr] public partial int E { get; }

    [TrackedAttr] public partial bool F { get; set; }

    [TrackedAttr] public partial bool G { get; set; }

    [TrackedAttr] public partial double H { get; set; }

    [TrackedAttr(Default = "")] public partial string I { get; set; }

    [TrackedAttr(Default = "")] public partial string J { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Probe.RunUntilStopped(stoppingToken);
}
