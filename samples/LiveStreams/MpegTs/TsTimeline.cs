using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace LiveStreams.MpegTs;

/// <summary>
/// Joins repetitions of one recording into a stream without a seam: all time stamps move on by the recording's length at each
/// repetition, and the packets' continuity counters count on.
/// </summary>
public sealed class TsTimeline
{
    private const long Wrap = 1L << 33;

    private readonly Dictionary<int, int> _counters = [];
    private readonly long _length;
    private long _shift;

    /// <summary>Measures a recording: from its first frame to one frame's time after its last.</summary>
    /// <param name="recording">The whole recording.</param>
    /// <exception cref="InvalidDataException">It has no two frames with time stamps on the PID that carries its clock.</exception>
    public TsTimeline(ReadOnlySpan<byte> recording)
    {
        int? clockPid = null;
        int frames = 0;
        long first = long.MaxValue;
        long last = long.MinValue;
        for (; recording.Length >= TsPacket.Size; recording = recording[TsPacket.Size..])
        {
            ReadOnlySpan<byte> bytes = recording[..TsPacket.Size];
            TsPacket packet = new(bytes);
            if (packet.Pcr is not null)
                clockPid ??= packet.Pid;
            int stamps = StampsOf(bytes, packet, out int pts);
            if (stamps == 0 || packet.Pid != clockPid)
                continue;
            long stamp = ReadStamp(bytes[pts..]);
            frames++;
            first = Math.Min(first, stamp);
            last = Math.Max(last, stamp);
        }
        if (frames < 2)
            throw new InvalidDataException("A recording to be repeated needs a clock and frames with time stamps.");
        _length = (last - first) * frames / (frames - 1);
    }

    /// <summary>The next packets are the recording's beginning again.</summary>
    public void Repeat() => _shift = (_shift + _length) % Wrap;

    /// <summary>The chunk as it belongs into the present repetition.</summary>
    public TsChunk Place(TsChunk chunk)
    {
        byte[] bytes = chunk.Bytes.ToArray();
        for (int start = 0; start < bytes.Length; start += TsPacket.Size)
            Place(bytes.AsSpan(start, TsPacket.Size));
        return chunk with { Bytes = bytes, Pcr = new TsPacket(bytes).Pcr };
    }

    private void Place(Span<byte> bytes)
    {
        TsPacket packet = new(bytes);
        // The counter counts the payloads of a PID; a packet without payload repeats it.
        int step = packet.PayloadStart < TsPacket.Size ? 1 : 0;
        int counter = _counters.TryGetValue(packet.Pid, out int previous) ? (previous + step) & 0xF : bytes[3] & 0xF;
        _counters[packet.Pid] = counter;
        bytes[3] = (byte)((bytes[3] & 0xF0) | counter);

        if (packet.Pcr is not null)
        {
            uint high = BinaryPrimitives.ReadUInt32BigEndian(bytes[6..]);
            long clock = ((((long)high << 1) | (uint)(bytes[10] >> 7)) + _shift) % Wrap;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], (uint)(clock >> 1));
            bytes[10] = (byte)((bytes[10] & 0x7F) | (int)((clock & 1) << 7));
        }
        int stamps = StampsOf(bytes, packet, out int pts);
        for (int i = 0; i < stamps; i++)
        {
            Span<byte> field = bytes[(pts + i * 5)..];
            WriteStamp(field, (ReadStamp(field) + _shift) % Wrap);
        }
    }

    /// <summary>How many time stamps a frame's header has: none, its PTS, or PTS and DTS. Each is five bytes long.</summary>
    private static int StampsOf(ReadOnlySpan<byte> bytes, TsPacket packet, out int pts)
    {
        int header = packet.PayloadStart;
        pts = header + 9;
        // 00 00 01 and the ids of private, audio and video streams begin a frame.
        bool startsFrame = packet.StartsUnit && pts + 10 <= TsPacket.Size && bytes[header] == 0 && bytes[header + 1] == 0
            && bytes[header + 2] == 1 && bytes[header + 3] is 0xBD or (>= 0xC0 and <= 0xEF);
        return !startsFrame ? 0 : (bytes[header + 7] >> 6) switch { 2 => 1, 3 => 2, _ => 0 };
    }

    private static long ReadStamp(ReadOnlySpan<byte> field) =>
        ((long)(field[0] & 0x0E) << 29) | ((long)field[1] << 22) | ((long)(field[2] & 0xFE) << 14) | ((long)field[3] << 7) | (uint)(field[4] >> 1);

    private static void WriteStamp(Span<byte> field, long stamp)
    {
        field[0] = (byte)((field[0] & 0xF1) | (int)((stamp >> 29) & 0x0E));
        field[1] = (byte)(stamp >> 22);
        field[2] = (byte)(((stamp >> 14) & 0xFE) | 1);
        field[3] = (byte)(stamp >> 7);
        field[4] = (byte)((stamp << 1) | 1);
    }
}
