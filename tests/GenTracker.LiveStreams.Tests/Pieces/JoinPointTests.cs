using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class JoinPointTests
{
    [Fact]
    public async Task It_begins_with_the_tables_and_the_last_key_frame()
    {
        JoinPoint joinPoint = new(capacity: 1 << 20);
        List<TsChunk> demo = await Ts.ReadAllAsync(new TsReader(new MemoryStream(Ts.Demo)));
        int last = demo.FindLastIndex(c => c.IsRandomAccess);

        demo.ForEach(joinPoint.Add);

        TsChunk[] beginning = joinPoint.SinceKeyFrame.ToArray();
        Assert.Equal(0, new TsPacket(beginning[0].Bytes.Span).Pid);
        Assert.Equal(demo[last..], beginning[1..]);
    }

    [Fact]
    public void Without_a_key_frame_there_is_only_the_latest()
    {
        JoinPoint joinPoint = new(capacity: 1 << 20);
        TsChunk latest = Ts.Chunk();

        joinPoint.Add(Ts.Chunk());
        joinPoint.Add(latest);

        Assert.True(joinPoint.SinceKeyFrame.IsEmpty);
        Assert.Equal([latest], joinPoint.Latest.ToArray());
    }

    [Fact]
    public void A_stream_whose_key_frames_are_far_apart_is_not_hoarded()
    {
        JoinPoint joinPoint = new(capacity: 10 * TsPacket.Size);

        joinPoint.Add(Ts.Chunk(randomAccess: true));
        for (int i = 0; i < 10; i++)
            joinPoint.Add(Ts.Chunk());

        Assert.True(joinPoint.SinceKeyFrame.IsEmpty);
    }
}
