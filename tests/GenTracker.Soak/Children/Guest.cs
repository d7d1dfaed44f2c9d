using System;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>A child that can only be adopted.</summary>
[Tracker<Guid>]
internal sealed partial class Guest(Plot plot) : Player(plot, belongings: null), IPlayer, IAfterTerminate
{
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
