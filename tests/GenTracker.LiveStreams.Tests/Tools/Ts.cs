using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace GenTracker.LiveStreams.Tests.Tools;

/// <summary>Makes packets for tests, and reads what comes out.</summary>
internal static class Ts
{
    public const int ClockPid = 0x100;
    public const int OtherPid = 0x101;

    /// <summary>The recording that comes with the sample.</summary>
    public static byte[] Demo => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "demo.ts"));

    public static byte[] Packet(int pid = OtherPid, long? pcr = null, bool randomAccess = false, byte content = 0xFF)
    {
        byte[] packet = new byte[TsPacket.Size];
        packet.AsSpan().Fill(content);
        packet[0] = TsPacket.SyncByte;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(1), (ushort)pid);
        packet[3] = 0x10;
        if (pcr is { } clock)
        {
            packet[3] = 0x30;
            packet[4] = 7;
            packet[5] = (byte)(0x10 | (randomAccess ? 0x40 : 0));
            long high = clock / 300;
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(6), (uint)(high >> 1));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)(((high & 1) << 15) | 0x7E00 | (clock % 300)));
        }
        return packet;
    }

    public static byte[] Join(params byte[][] parts)
    {
        using MemoryStream all = new();
        foreach (byte[] part in parts)
            all.Write(part);
        return all.ToArray();
    }

    public static TsChunk Chunk(int packets = 1, bool randomAccess = false, byte content = 0xFF)
    {
        byte[][] parts = new byte[packets][];
        for (int i = 0; i < packets; i++)
            parts[i] = Packet(content: content);
        return new TsChunk(Join(parts), Pcr: null, randomAccess);
    }

    public static async Task<List<TsChunk>> ReadAllAsync(IChunkReader reader, int atMost = int.MaxValue)
    {
        List<TsChunk> chunks = [];
        while (chunks.Count < atMost && await reader.ReadAsync(CancellationToken.None) is { } chunk)
            chunks.Add(chunk);
        return chunks;
    }
}
