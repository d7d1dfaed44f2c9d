using System;

namespace LiveStreams.MpegTs;

/// <summary>Whole packets in a row. They never change, so all viewers of a stream share one copy.</summary>
/// <param name="Bytes">The packets.</param>
/// <param name="Pcr">The program clock reference of the first packet, if it has one: in ticks of 27 MHz.</param>
/// <param name="IsRandomAccess">Whether a viewer may begin with this chunk: its first packet begins a key frame.</param>
public sealed record TsChunk(ReadOnlyMemory<byte> Bytes, long? Pcr = null, bool IsRandomAccess = false)
{
    /// <summary>How many packets these are.</summary>
    public int PacketCount => Bytes.Length / TsPacket.Size;
}
