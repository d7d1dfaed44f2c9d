using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class TsPacketTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(27_000_000L * 3600 + 17)]
    [InlineData((1L << 33) * 300 - 1)]
    public void The_clock_reference_is_read_to_the_tick(long pcr)
    {
        TsPacket packet = new(Ts.Packet(Ts.ClockPid, pcr));

        Assert.Equal(pcr, packet.Pcr);
        Assert.Equal(Ts.ClockPid, packet.Pid);
        Assert.False(packet.IsRandomAccess);
        Assert.Equal(12, packet.PayloadStart);
    }

    [Fact]
    public void A_plain_packet_has_no_clock_and_all_payload()
    {
        TsPacket packet = new(Ts.Packet(0x1FFF));

        Assert.Equal(0x1FFF, packet.Pid);
        Assert.Null(packet.Pcr);
        Assert.False(packet.IsRandomAccess);
        Assert.False(packet.StartsUnit);
        Assert.Equal(4, packet.PayloadStart);
    }

    [Fact]
    public void A_lie_about_the_adaptation_fields_length_does_no_harm()
    {
        byte[] bytes = Ts.Packet();
        bytes[3] = 0x30;
        bytes[4] = 255;

        Assert.Equal(TsPacket.Size, new TsPacket(bytes).PayloadStart);
    }

    [Fact]
    public void Random_access_is_seen() => Assert.True(new TsPacket(Ts.Packet(Ts.ClockPid, 0, randomAccess: true)).IsRandomAccess);
}
