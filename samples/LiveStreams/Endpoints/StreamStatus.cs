using System;
using GenTracker;

namespace LiveStreams.Endpoints;

/// <summary>One stream as <c>GET /streams</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">starting, running, stalled, restarting, terminating or abandoned.</param>
/// <param name="Source">Where it comes from; null while it is not made yet.</param>
/// <param name="BytesIn">Bytes received, restarts included.</param>
/// <param name="BytesOut">Bytes sent to all viewers together, restarts included.</param>
/// <param name="Viewers">Viewers at the moment.</param>
/// <param name="PeakViewers">The most viewers that there were at once.</param>
/// <param name="Bitrate">Bits received within the last second.</param>
/// <param name="Since">When it began, or was restarted last.</param>
/// <param name="Restarts">How often it was restarted.</param>
/// <param name="LastError">Why it was restarted last.</param>
public sealed record StreamStatus(
    string Name, string State, string? Source, long BytesIn, long BytesOut, int Viewers, int PeakViewers, long Bitrate,
    DateTimeOffset Since, int Restarts, string? LastError)
{
    /// <summary>What the tracker knows of a child, put together with what the child counts itself.</summary>
    public static StreamStatus Of(ChildInfo<string, LiveStream> info)
    {
        LiveStreamAttrs attrs = info.Child?.ReadAttrs() ?? default;
        bool runs = info.State == ChildState.Running;
        return new StreamStatus(
            info.Key,
            runs && attrs.IsStalled ? "stalled" : info.State.ToString().ToLowerInvariant(),
            info.Child?.Source,
            attrs.BytesIn,
            attrs.BytesOut,
            runs ? attrs.Viewers : 0,
            attrs.PeakViewers,
            runs ? attrs.Bitrate : 0,
            info.StartedAt,
            info.Restarts,
            info.LastExit?.Exception?.Message);
    }
}
