using System;
using System.Buffers.Binary;

namespace LiveStreams.MpegTs;

/// <summary>A view of one packet of an MPEG transport stream (ISO/IEC 13818-1), as far as this server needs to look into it.</summary>
public readonly ref struct TsPacket(ReadOnlySpan<byte> bytes)
{
    /// <summary>The length of every packet.</summary>
    public const int Size = 188;

    /// <summary>The first byte of every packet.</summary>
    public const byte SyncByte = 0x47;

    /// <summary>The packet identifier: which of the stream's parts this packet belongs to.</summary>
    public int Pid { get; } = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]) & 0x1FFF;

    /// <summary>Whether a table or a frame begins in this packet.</summary>
    public bool StartsUnit { get; } = (bytes[1] & 0x40) != 0;

    /// <summary>Where the payload begins; <see cref="Size"/> where there is none.</summary>
    public int PayloadStart { get; } =
        (bytes[3] & 0x10) == 0 ? Size : (bytes[3] & 0x20) == 0 ? 4 : Math.Min(5 + bytes[4], Size);

    /// <summary>Whether decoding may begin with this packet.</summary>
    public bool IsRandomAccess { get; } = (bytes[3] & 0x20) != 0 && bytes[4] > 0 && (bytes[5] & 0x40) != 0;

    /// <summary>The program clock reference in ticks of 27 MHz, in the packets that carry one.</summary>
    public long? Pcr { get; } = (bytes[3] & 0x20) != 0 && bytes[4] >= 7 && (bytes[5] & 0x10) != 0 ? ReadPcr(bytes[6..]) : null;

    private static long ReadPcr(ReadOnlySpan<byte> field)
    {
        long ticksOf90kHz = ((long)BinaryPrimitives.ReadUInt32BigEndian(field) << 1) | (uint)(field[4] >> 7);
        return ticksOf90kHz * 300 + (((field[4] & 1) << 8) | field[5]);
    }
}
