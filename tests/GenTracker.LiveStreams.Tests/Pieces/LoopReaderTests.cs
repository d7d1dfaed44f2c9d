using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class LoopReaderTests
{
    private const long EightSeconds = 8 * 27_000_000L;

    [Fact]
    public async Task The_clock_goes_on_over_the_seam_with_the_recordings_length()
    {
        List<TsChunk> once = await Ts.ReadAllAsync(new TsReader(new MemoryStream(Ts.Demo)));

        List<TsChunk> thrice = await Ts.ReadAllAsync(new LoopReader(Ts.Demo), atMost: 3 * once.Count);

        for (int i = 0; i < thrice.Count; i++)
            Assert.Equal(once[i % once.Count].Pcr + i / once.Count * EightSeconds, thrice[i].Pcr);
    }

    [Fact]
    public async Task The_continuity_counters_know_no_seam()
    {
        int round = (await Ts.ReadAllAsync(new TsReader(new MemoryStream(Ts.Demo)))).Count;
        List<TsChunk> chunks = await Ts.ReadAllAsync(new LoopReader(Ts.Demo), atMost: 3 * round);
        Dictionary<int, int> counters = [];

        foreach (TsChunk chunk in chunks)
        {
            for (int start = 0; start < chunk.Bytes.Length; start += TsPacket.Size)
            {
                ReadOnlySpan<byte> bytes = chunk.Bytes.Span[start..];
                TsPacket packet = new(bytes[..TsPacket.Size]);
                int counter = bytes[3] & 0xF;
                if (counters.TryGetValue(packet.Pid, out int previous))
                    Assert.Equal(packet.PayloadStart < TsPacket.Size ? (previous + 1) & 0xF : previous, counter);
                counters[packet.Pid] = counter;
            }
        }
        Assert.Contains(Ts.ClockPid, counters);
    }

    [Fact]
    public void What_has_no_frames_cannot_be_repeated() =>
        Assert.Throws<InvalidDataException>(() => new LoopReader(Ts.Join(Ts.Packet(), Ts.Packet(), Ts.Packet())));
}
