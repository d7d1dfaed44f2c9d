using GenTracker;

namespace Misuse;

/// <summary>Two things that the package's analyzers warn of: a declaration and a use. The log of a build that ran them has each once.</summary>
[Tracker<byte[]>]
internal sealed partial class Bus
{
    /// <summary>Seats that are taken.</summary>
    [TrackedAttr] public partial int Taken { get; set; }

    /// <summary>Takes a seat.</summary>
    public void Sit() => Taken += 1;
}
