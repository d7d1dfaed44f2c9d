using System;
using System.Buffers.Binary;

namespace LiveStreams.MpegTs;

/// <summary>
/// Remembers a stream's latest tables, the PAT and its first program's PMT, so that a viewer who joins can begin with them. Only the
/// first packet of a table is kept; a table that is longer comes by again within a second.
/// </summary>
public sealed class ProgramTables
{
    private const int PatPid = 0;
    private const int PatHeader = 8;
    private const int PatEntry = 4;
    private const int Checksum = 4;

    private byte[]? _pat;
    private byte[]? _pmt;
    private int? _pmtPid;
    private TsChunk? _latest;

    /// <summary>Both tables as packets, or null as long as they have not been seen.</summary>
    public TsChunk? Latest => _latest ??= _pat is null || _pmt is null ? null : new TsChunk((byte[])[.. _pat, .. _pmt]);

    /// <summary>Looks for tables in these packets.</summary>
    public void Observe(TsChunk chunk)
    {
        ReadOnlySpan<byte> rest = chunk.Bytes.Span;
        for (; rest.Length >= TsPacket.Size; rest = rest[TsPacket.Size..])
        {
            TsPacket packet = new(rest[..TsPacket.Size]);
            if (!packet.StartsUnit)
                continue;
            if (packet.Pid == PatPid)
            {
                _pat = rest[..TsPacket.Size].ToArray();
                _pmtPid = FirstProgramOf(rest[packet.PayloadStart..TsPacket.Size]) ?? _pmtPid;
                _latest = null;
            }
            else if (packet.Pid == _pmtPid)
            {
                _pmt = rest[..TsPacket.Size].ToArray();
                _latest = null;
            }
        }
    }

    /// <summary>The PID of the first program's PMT. What does not look like a PAT has none: anybody may send us anything.</summary>
    private static int? FirstProgramOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload.Length < 1 + payload[0] + PatHeader)
            return null;
        ReadOnlySpan<byte> section = payload[(1 + payload[0])..];
        int end = Math.Min(3 + (BinaryPrimitives.ReadUInt16BigEndian(section[1..]) & 0xFFF) - Checksum, section.Length);
        for (int entry = PatHeader; entry + PatEntry <= end; entry += PatEntry)
        {
            int program = BinaryPrimitives.ReadUInt16BigEndian(section[entry..]);
            if (program != 0)
                return BinaryPrimitives.ReadUInt16BigEndian(section[(entry + 2)..]) & 0x1FFF;
        }
        return null;
    }
}
