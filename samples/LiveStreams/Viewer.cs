using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.MpegTs;

namespace LiveStreams;

/// <summary>
/// A viewer of a stream: one request. The request made it, runs it and ends it, so the tracker does not open viewers but adopts
/// them: this class is no <see cref="ITrackedChild"/>.
/// </summary>
[Tracker<Guid>]
public sealed partial class Viewer(string stream, string address, PacketQueue queue)
{
    /// <summary>The name of the stream that is watched.</summary>
    public string Stream => stream;

    /// <summary>Where the viewer is.</summary>
    public string Address => address;

    /// <summary>Packets that were sent.</summary>
    [TrackedAttr] public partial long PacketsSent { get; }

    /// <summary>Bytes that were sent.</summary>
    [TrackedAttr(Metric = AttributeMetric.Total, Unit = "By")] public partial long BytesSent { get; }

    /// <summary>Packets that were lost because this viewer was too slow.</summary>
    [TrackedAttr(Metric = AttributeMetric.Total, Unit = "{packet}")] public partial long PacketsDropped { get; }

    /// <summary>Called by the stream, one chunk after the other. Never waits.</summary>
    public void Offer(TsChunk chunk, JoinPoint joinPoint)
    {
        int lost = queue.Offer(chunk, joinPoint);
        if (lost > 0)
            TryIncrementPacketsDropped(lost, out _);        // false if the viewer has just left
    }

    /// <summary>Called by the stream when it has ended.</summary>
    public void EndOfStream() => queue.Complete();

    /// <summary>Sends what the stream offers, until it ends.</summary>
    public async Task SendAsync(Stream body, LiveStream from, CancellationToken cancellationToken)
    {
        await foreach (TsChunk chunk in queue.ReadAllAsync(cancellationToken))
        {
            await body.WriteAsync(chunk.Bytes, cancellationToken);
            IncrementPacketsSent(chunk.PacketCount);
            IncrementBytesSent(chunk.Bytes.Length);
            from.TryIncrementBytesOut(chunk.Bytes.Length);
        }
    }
}
