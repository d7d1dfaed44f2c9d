using System;
using GenTracker;

namespace LiveStreams.Endpoints;

/// <summary>One viewer as <c>GET /viewers</c> shows it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Stream">What it watches.</param>
/// <param name="Address">Where it is.</param>
/// <param name="PacketsSent">Packets sent to it.</param>
/// <param name="PacketsDropped">Packets that it lost because it was too slow.</param>
/// <param name="BytesSent">Bytes sent to it.</param>
/// <param name="Since">When it came.</param>
public sealed record ViewerStatus(
    Guid Id, string Stream, string Address, long PacketsSent, long PacketsDropped, long BytesSent, DateTimeOffset Since)
{
    /// <summary>What the tracker knows of a viewer, put together with what it counts itself.</summary>
    public static ViewerStatus Of(ChildInfo<Guid, Viewer> info)
    {
        Viewer viewer = info.Child!;        // an adopted child is there from the first
        return new ViewerStatus(
            info.Key, viewer.Stream, viewer.Address, viewer.PacketsSent, viewer.PacketsDropped, viewer.BytesSent, info.StartedAt);
    }
}
