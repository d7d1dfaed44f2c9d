using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class TsReaderTests
{
    [Fact]
    public async Task A_chunk_begins_wherever_the_clock_is()
    {
        byte[] stream = Ts.Join(
            Ts.Packet(), Ts.Packet(Ts.ClockPid, 1000), Ts.Packet(), Ts.Packet(), Ts.Packet(Ts.ClockPid, 2000, randomAccess: true), Ts.Packet());

        List<TsChunk> chunks = await Ts.ReadAllAsync(new TsReader(new MemoryStream(stream)));

        Assert.Equal([1, 3, 2], chunks.Select(c => c.PacketCount));
        Assert.Equal([null, 1000L, 2000L], chunks.Select(c => c.Pcr));
        Assert.Equal([false, false, true], chunks.Select(c => c.IsRandomAccess));
    }

    [Fact]
    public async Task Only_the_first_clock_counts_where_there_are_several()
    {
        byte[] stream = Ts.Join(Ts.Packet(Ts.ClockPid, 1000), Ts.Packet(Ts.OtherPid, 77), Ts.Packet(Ts.ClockPid, 2000));

        List<TsChunk> chunks = await Ts.ReadAllAsync(new TsReader(new MemoryStream(stream)));

        Assert.Equal([1000L, 2000L], chunks.Select(c => c.Pcr));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(188)]
    [InlineData(1316)]
    public async Task The_packets_are_the_same_however_the_bytes_come(int pieces)
    {
        byte[] demo = Ts.Demo;

        List<TsChunk> chunks = await Ts.ReadAllAsync(new TsReader(new DribblingStream(demo, pieces)));

        Assert.Equal(demo, Ts.Join([.. chunks.Select(c => c.Bytes.ToArray())]));
    }

    [Fact]
    public async Task What_stands_before_the_first_packet_is_skipped()
    {
        byte[] stream = Ts.Join([0x47, 1, 2, 3], Ts.Packet(), Ts.Packet(), Ts.Packet());
        TsReader reader = new(new MemoryStream(stream));

        List<TsChunk> chunks = await Ts.ReadAllAsync(reader);

        Assert.Equal(3, chunks.Sum(c => c.PacketCount));
        Assert.Equal(4, reader.SkippedBytes);
    }

    [Fact]
    public async Task A_damage_costs_only_itself()
    {
        byte[] stream = Ts.Join(Ts.Packet(), Ts.Packet(), Ts.Packet(), new byte[100], Ts.Packet(), Ts.Packet(), Ts.Packet());
        TsReader reader = new(new MemoryStream(stream));

        List<TsChunk> chunks = await Ts.ReadAllAsync(reader);

        Assert.Equal(6, chunks.Sum(c => c.PacketCount));
        Assert.Equal(100, reader.SkippedBytes);
    }

    [Fact]
    public async Task Half_a_packet_at_the_end_is_none()
    {
        byte[] stream = Ts.Join(Ts.Packet(), Ts.Packet(), Ts.Packet(), Ts.Packet()[..100]);
        TsReader reader = new(new MemoryStream(stream));

        List<TsChunk> chunks = await Ts.ReadAllAsync(reader);

        Assert.Equal(3, chunks.Sum(c => c.PacketCount));
        Assert.Equal(100, reader.SkippedBytes);
    }

    [Fact]
    public async Task A_damage_just_before_the_end_is_the_end()
    {
        byte[] stream = Ts.Join(Ts.Packet(), Ts.Packet(), Ts.Packet(), new byte[100], Ts.Packet());
        TsReader reader = new(new MemoryStream(stream));

        List<TsChunk> chunks = await Ts.ReadAllAsync(reader);

        Assert.Equal(3, chunks.Sum(c => c.PacketCount));
        Assert.Equal(100 + TsPacket.Size, reader.SkippedBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public async Task What_is_no_transport_stream_is_refused(int length)
    {
        TsReader reader = new(new MemoryStream(new byte[length]));

        await Assert.ThrowsAsync<InvalidDataException>(() => Ts.ReadAllAsync(reader));
    }

    [Fact]
    public async Task A_stream_that_turns_into_something_else_is_refused_there()
    {
        TsReader reader = new(new MemoryStream(Ts.Join(Ts.Packet(), Ts.Packet(), Ts.Packet(), new byte[100_000])));
        TsChunk? chunk = await reader.ReadAsync(default);

        Assert.Equal(3, chunk?.PacketCount);
        await Assert.ThrowsAsync<InvalidDataException>(() => reader.ReadAsync(default).AsTask());
    }
}
