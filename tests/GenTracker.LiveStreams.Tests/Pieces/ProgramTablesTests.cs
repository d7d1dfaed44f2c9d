using System;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class ProgramTablesTests
{
    [Fact]
    public void Both_tables_of_a_stream_are_found()
    {
        ProgramTables tables = new();

        tables.Observe(new TsChunk(Ts.Demo));

        TsChunk latest = Assert.IsType<TsChunk>(tables.Latest);
        Assert.Equal(2, latest.PacketCount);
        Assert.Equal(0, new TsPacket(latest.Bytes.Span).Pid);
        Assert.Equal(0x1000, new TsPacket(latest.Bytes.Span[TsPacket.Size..]).Pid);
    }

    [Fact]
    public void There_are_none_before_both_were_seen()
    {
        ProgramTables tables = new();

        tables.Observe(Ts.Chunk(packets: 10));

        Assert.Null(tables.Latest);
    }

    [Fact]
    public void Nonsense_in_the_tables_place_does_no_harm()
    {
        Random random = new(1);
        ProgramTables tables = new();
        for (int i = 0; i < 10_000; i++)
        {
            byte[] packet = new byte[TsPacket.Size];
            random.NextBytes(packet);
            packet[0] = TsPacket.SyncByte;
            packet[1] = 0x40;
            packet[2] = 0;

            tables.Observe(new TsChunk(packet));
        }
    }
}
